/* Comfort only: every page works without this. "/" goes to the search box, j and k through the hits,
   unless whoever reads switched the keys off, as who speaks to the machine may want to. */
"use strict";

const REMEMBERED = "foreign-desk keys";
const wanted = document.getElementById("keys");

/* A browser may keep nothing for anyone; the switch then holds for the page alone. */
try {
  wanted.checked = localStorage.getItem(REMEMBERED) !== "off";
  wanted.addEventListener("change", () => localStorage.setItem(REMEMBERED, wanted.checked ? "on" : "off"));
} catch {}
document.querySelector(".keys").hidden = false;

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (!wanted.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
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
