"""Articles for the server."""

WRONG = "S&P 500のPERは約28。これに対し、IWMのPERは19.5で、1/3を超える割引だ。"
"""A discount of 30.4% that is called more than a third."""

LONG = "\n\n".join(f"A社の第{n}工場の売上高は{n}億円で、{n % 90}%増えた。" for n in range(40_000))
"""Takes seconds to check."""

HOSTILE = """# <script>alert(1)</script>"><img src=x onerror=alert(2)>
<svg onload=alert(3)><iframe src="javascript:alert(4)"></iframe><base href="https://a.invalid/">
<style>*{background:url(https://a.invalid/a.png)}</style><link rel=stylesheet href=//a.invalid>
IWMのPERは19.5、S&P 500は約28で、<b onmouseover=alert(5)>1/3を超える</b>割引だ。{{ 7*7 }}${7*7}
</textarea></p></div><script src=https://a.invalid/x.js></script>"' onfocus=alert(6) autofocus
<meta http-equiv=refresh content="0;url=https://a.invalid"><form action=https://a.invalid>
<div hx-get="/check" hx-trigger="load" hx-on:load="alert(7)">\u202e日経平均は2%\u2066上昇</div>
"""
