// Nothing here is needed: pages work without it. It keeps the reading position when another record is opened.
"use strict";
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const wanted = { j: "[rel~=next][data-step]", k: "[rel~=prev][data-step]", "/": "input[type=search]" }[event.key];
  const found = wanted && document.querySelector(wanted);
  if (!found) return;
  event.preventDefault();
  if (found.tagName === "INPUT") found.focus(); else found.click();
});
// What lies over the page goes when it is left, so that it hides nothing that has the focus.
const days = document.querySelector("details.days");
days?.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !days.contains(event.relatedTarget)) days.open = false;
});
days?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  days.open = false;
  days.querySelector("summary").focus();
});
