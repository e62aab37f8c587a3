"""A page and a JSON API on this machine (`uratori serve`, docs/serve.md).

`server` binds a socket and runs `app`; a request passes `guard` (host, origin, size), is read by
`asking`, goes to one of the `workers` (processes that a deadline can end) as a task of `tasks`, and
what comes back is kept a while by `jobs` for its page and its downloads. Needs the extra ``web``.
"""
