// The page of a call, a little quicker to move about in; it works without this.
"use strict";
(() => {
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const pane = () => document.getElementById("pane");

  // From one found place to the next, around the end.
  let here = -1;
  function found() { return [...document.querySelectorAll("mark.hit[id]")]; }
  function goTo(number, behavior = calm()) {
    const hits = found();
    if (!hits.length) return;
    here = (number + hits.length) % hits.length;
    for (const was of document.querySelectorAll("mark.hit.here")) was.classList.remove("here");
    hits[here].classList.add("here");
    const box = pane();
    const inside = box.scrollHeight > box.clientHeight + 1;
    if (!inside) { hits[here].scrollIntoView({ block: "center", behavior }); return; }
    const top = hits[here].getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTo({ top: top - box.clientHeight / 3, behavior });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-hit]");
    if (button) goTo(here < 0 ? (button.dataset.hit > 0 ? 0 : -1) : here + Number(button.dataset.hit));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "find-words" || !found().length) return;
    event.preventDefault();
    goTo(here + (event.shiftKey ? -1 : 1));
  });

  // Words still being typed are searched in what was chosen last.
  document.addEventListener("click", (event) => {
    const pill = event.target.closest("a[data-show]");
    const show = document.querySelector("#spoken input[name=show]");
    if (pill) { show.value = pill.dataset.show; show.disabled = !show.value; }
  }, true);

  // The transcript was filtered or searched in place: the pane stays where it was, or shows the first place.
  let kept = 0;
  function ready() {
    here = -1;
    document.getElementById("find-only").checked = document.getElementById("spoken").dataset.only === "1";
    for (const button of document.querySelectorAll("[data-hit]")) button.hidden = found().length < 2;
    const box = pane();
    if (!box || box.scrollHeight <= box.clientHeight + 1) return;
    if (found().length) goTo(0, "auto"); else box.scrollTop = kept;
  }
  document.addEventListener("htmx:beforeSwap", () => { kept = pane()?.scrollTop ?? 0; });
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "spoken") ready(); });

  // The marks of the timeline are one stop for the keyboard; arrows go from mark to mark as the call went.
  const marks = [...document.querySelectorAll(".drawing .mark")];
  const left = (mark) => mark.getBoundingClientRect().left;
  marks.sort((a, b) => left(a) - left(b));
  marks.forEach((mark, n) => mark.setAttribute("tabindex", n ? "-1" : "0"));
  document.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target.closest?.(".mark"));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = marks[(at + step + marks.length) % marks.length];
    marks[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });

  if (found().length && !location.hash.startsWith("#turn")) ready();
  else for (const button of document.querySelectorAll("[data-hit]")) button.hidden = found().length < 2;
})();
