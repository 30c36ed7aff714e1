// What makes the pages a little kinder; every page works without it.
"use strict";

// The menu on phones closes as menus do.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// A search box is searched as it is typed in; leaving it must not ask again, or the answer would take away the link
// that is being pressed.
document.addEventListener("change", (event) => { if (event.target.type === "search") event.stopPropagation(); }, true);

// <form data-confirm="Delete this call for good?"> asks first.
document.addEventListener("submit", (event) => {
  const words = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (words && !window.confirm(words)) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);

// <button type="button" data-copy="#id"> copies what stands there; shown only where it can work.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    button.textContent = "Copied";
  });
}

// <button type="button" data-print hidden> prints.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A zone to choose (data-guess-zone around it) starts with the zone of this device.
for (const select of document.querySelectorAll("[data-guess-zone] select")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === here)) select.value = here;
}

// A request that failed says so in words, not in silence.
function trouble(words) {
  const place = document.getElementById("trouble");
  const note = document.createElement("p");
  note.className = "notice watch toast";
  note.textContent = words;
  place.replaceChildren(note);
  setTimeout(() => note.remove(), 8000);
}
document.addEventListener("htmx:sendError", () => trouble("The server could not be reached. Check the connection and try again."));
document.addEventListener("htmx:responseError", (event) => {
  const words = event.detail.xhr.getResponseHeader("X-Trouble");
  trouble(words ? decodeURIComponent(words) : "That did not work. Load the page again and try once more.");
});
