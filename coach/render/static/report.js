// Niceties only: a quote scrolls the transcript beside it instead of the page, and the words light up.
(function () {
  "use strict";
  function light(target) {
    document.querySelectorAll(".lit").forEach(function (was) { was.classList.remove("lit"); });
    target.classList.add("lit");
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link) { return; }
    var target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) { return; }
    light(target);
    var fold = target.closest("details:not([open])");
    if (fold && fold !== target) { fold.open = true; }
    var pane = document.getElementById("pane");
    if (!pane || !pane.contains(target) || pane.scrollHeight <= pane.clientHeight + 1) { return; }
    var box = pane.getBoundingClientRect();
    if (box.bottom < 160 || box.top > window.innerHeight - 160) { return; }
    event.preventDefault();
    var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    var top = target.getBoundingClientRect().top - box.top + pane.scrollTop - pane.clientHeight / 4;
    pane.scrollTo({ top: top, behavior: calm ? "auto" : "smooth" });
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  });
  // Printed pages show what is folded away on the screen.
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (part) { part.open = true; });
  });
  window.addEventListener("afterprint", function () { folded.forEach(function (part) { part.open = false; }); });
})();
