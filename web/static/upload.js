// Sends each file by itself, with its own progress and its own row; without this the form sends all of them at once.
"use strict";
(() => {
  const form = document.getElementById("upload"), input = document.getElementById("files"), drop = document.getElementById("drop");
  const chosen = document.getElementById("chosen"), rows = document.getElementById("rows"), counted = document.getElementById("sent-count");
  const most = { files: Number(form.dataset.mostFiles), bytes: Number(form.dataset.mostBytes) };
  const AT_ONCE = 2;
  let files = [], waiting = [], going = 0, sent = 0, total = 0;

  const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const kilobytes = (size) => size < 1e6 ? `${Math.ceil(size / 1e3)} kB` : `${(size / 1e6).toFixed(1)} MB`;

  function complain(words) {
    const error = document.getElementById("files-error");
    error.querySelector("span").textContent = words;
    error.hidden = !words;
    document.getElementById("files-field").classList.toggle("wrong", Boolean(words));
  }

  function list() {
    chosen.hidden = !files.length;
    chosen.replaceChildren(...files.map((file) => {
      const line = copy("chosen-file"), button = line.querySelector("button");
      line.querySelector("bdi").textContent = file.name;
      line.querySelector(".soft").textContent = kilobytes(file.size);
      button.querySelector("span").textContent = ` ${file.name}`;
      button.addEventListener("click", () => { files = files.filter((each) => each !== file); list(); input.focus(); });
      return line;
    }));
  }

  function choose(more) {
    files = [...files, ...[...more].filter((file) => !files.some((each) => each.name === file.name && each.size === file.size))];
    input.value = "";
    complain(files.length > most.files ? `You chose ${files.length} files; send at most ${most.files} at once.` : "");
    list();
  }
  drop.classList.add("listing");
  input.addEventListener("change", () => choose(input.files));
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") choose(event.dataTransfer.files);
    });
  }

  form.addEventListener("submit", (event) => {
    const text = form.elements.text.value.trim();
    if (!files.length && !text) return; // the server says what is missing
    event.preventDefault();
    if (files.length > most.files) return;
    const said = new FormData(form);
    said.delete("files");
    said.delete("text");
    const parts = files.map((file) => ({ name: file.name, size: file.size, said, field: "files", value: file }));
    if (text) parts.push({ name: document.querySelector("label[for=f-text]").textContent, size: 0, said, field: "text", value: text });
    files = [];
    list();
    for (const each of form.querySelectorAll(".wrong")) each.classList.remove("wrong");
    for (const each of form.querySelectorAll("#upload-fields .error")) each.remove();
    for (const each of form.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
    document.getElementById("results-card").hidden = false;
    document.getElementById("results").focus({ preventScroll: true });
    document.getElementById("results-card").scrollIntoView({ block: "nearest" });
    total += parts.length;
    for (const part of parts) { part.row = copy("row-going"); part.row.querySelector("bdi").textContent = part.name; rows.append(part.row); waiting.push(part); }
    next();
  });

  function next() {
    counted.textContent = `${sent} of ${total} sent`;
    while (going < AT_ONCE && waiting.length) send(waiting.shift());
  }

  function send(part) {
    if (part.size > most.bytes) return failed(part, `The file has ${kilobytes(part.size)}, more than the ${form.dataset.most} that one may have; split it into one file per call.`, false);
    const body = new FormData(), request = new XMLHttpRequest();
    for (const [name, value] of part.said) body.append(name, value);
    body.append(part.field, part.value);
    going += 1;
    request.upload.addEventListener("progress", (event) => { part.row.querySelector("progress").value = 100 * event.loaded / event.total; });
    request.addEventListener("loadend", () => { going -= 1; answered(part, request); next(); });
    request.open("POST", form.dataset.each);
    request.setRequestHeader("HX-Request", "true");
    request.send(body);
  }

  function answered(part, request) {
    const trouble = request.getResponseHeader("X-Trouble");
    // Signed out meanwhile: the page asks to sign in, and comes back.
    if (request.getResponseHeader("HX-Redirect")) { waiting = []; window.location.reload(); return; }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    if (request.status === 422 && page.getElementById("upload-fields")) return wrong(part, page);
    const row = request.status === 200 && page.querySelector("li.upload");
    if (!row) return failed(part, trouble ? decodeURIComponent(trouble) : "The server could not be reached. Check the connection.", true);
    sent += 1;
    if (part.field === "text") form.elements.text.value = "";
    document.getElementById(row.id)?.remove(); // the same file once more
    part.row.replaceWith(row);
    htmx.process(row);
    watch();
  }

  // The fields come back with what is wrong beside them; all that was not sent can be sent again from them.
  function wrong(part, page) {
    const fields = document.getElementById("upload-fields");
    fields.replaceChildren(...page.getElementById("upload-fields").childNodes);
    for (const each of [part, ...waiting]) { each.row.remove(); total -= 1; if (each.field === "files") files.push(each.value); }
    waiting = [];
    list();
    document.getElementById("results-card").hidden = !rows.children.length;
    fields.querySelector("[aria-invalid]")?.focus();
  }

  function failed(part, words, again) {
    const row = copy("row-failed"), button = row.querySelector("button");
    row.querySelector("bdi").textContent = part.name;
    row.querySelector(".reason").textContent = words;
    if (again) button.addEventListener("click", () => { part.row = copy("row-going"); part.row.querySelector("bdi").textContent = part.name; row.replaceWith(part.row); waiting.push(part); next(); });
    else button.remove();
    part.row.replaceWith(row);
  }

  // Ask for news of the rows, from now on if it had been enough.
  function watch() {
    document.getElementById("watch")?.remove();
    const watcher = copy("watcher");
    document.getElementById("results-card").append(watcher);
    htmx.process(watcher);
  }

  window.addEventListener("beforeunload", (event) => { if (going || waiting.length) event.preventDefault(); });
})();
