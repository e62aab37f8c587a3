/* What the page does better with a script; without it everything works as well. */
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.target.form.requestSubmit();
  }
});

/* Whoever cannot see the result come is taken to it. */
document.addEventListener("htmx:afterSettle", () => {
  const heading = document.getElementById("outcome");
  const nowhere = document.activeElement === document.body || document.activeElement.id === "go";
  if (heading && nowhere) {
    heading.focus({ preventScroll: true });
  }
});

/* The server went away: htmx itself says nothing. */
document.addEventListener("htmx:sendError", () => {
  const said = document.createElement("p");
  said.className = "card error";
  said.setAttribute("role", "alert");
  said.textContent = document.querySelector("form.ask").dataset.unreached;
  document.getElementById("result").replaceChildren(said);
});
