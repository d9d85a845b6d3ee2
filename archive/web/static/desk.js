/* Comfort only: every page works without this. "/" goes to the search box, j and k through the hits. */
"use strict";

for (const line of document.querySelectorAll(".keys")) line.hidden = false;

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const box = document.getElementById("q");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "j" || event.key === "k") {
    const links = [...document.querySelectorAll("[data-step]")];
    if (!links.length) return;
    event.preventDefault();
    const at = links.indexOf(document.activeElement);
    const next = event.key === "j" ? at + 1 : at < 0 ? links.length - 1 : at - 1;
    links[Math.max(0, Math.min(links.length - 1, next))].focus();
  }
});
