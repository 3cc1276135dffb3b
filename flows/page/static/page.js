// What htmx does not do. Everything that comes from the machine is put in as text, never as markup.
"use strict";

// A run is followed line by line; at its end the screen is asked for again.
function follow(said) {
  const events = new EventSource(said.dataset.follow);
  events.onmessage = (event) => {
    said.append(JSON.parse(event.data) + "\n");
    said.scrollTop = said.scrollHeight;
  };
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
}

// A file is sent as it is, its name in a header of its own: neither is ever in an address.
function send(zone, file) {
  const { drop, largest, tooLarge, cut, notAFile } = zone.dataset;
  const bar = zone.querySelector("progress");
  return new Promise((resolve, reject) => {
    if (file.size > Number(largest)) return reject(tooLarge);
    const request = new XMLHttpRequest();
    request.open("POST", drop);
    const secret = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
    for (const [name, value] of Object.entries(secret)) request.setRequestHeader(name, value);
    request.setRequestHeader("x-nom", encodeURIComponent(file.name.toWellFormed?.() ?? file.name));
    request.upload.onprogress = (event) => {
      bar.max = event.total || 1;
      bar.value = event.loaded;
    };
    request.onload = () => {
      const said = JSON.parse(request.responseText);
      return said.where ? resolve(said.where) : reject(said.problem);
    };
    // A folder has no bytes to send; neither has a file that is gone.
    request.onerror = () => file.slice(0, 1).arrayBuffer().then(() => reject(cut), () => reject(notAFile));
    request.send(file);
  });
}

// One file after the other; then the screen of the only one, or of all that wait.
async function sendAll(zone, files) {
  const [input, bar, said] = ["input", "progress", ".said"].map((one) => zone.querySelector(one));
  if (!files.length || input.disabled) return;
  input.disabled = true;
  bar.hidden = false;
  const places = [];
  try {
    for (const file of files) {
      said.className = "said";
      said.textContent = `Envoi de « ${file.name} »…`;
      places.push(await send(zone, file));
    }
    location.assign(places.length === 1 ? places[0] : "/");
  } catch (problem) {
    said.className = "said problem";
    said.textContent = String(problem);
    input.value = "";
    input.disabled = false;
    input.focus();
  }
  bar.hidden = true;
}

function receive(zone) {
  const input = zone.querySelector("input");
  input.addEventListener("change", () => sendAll(zone, [...input.files]));
  const show = (isOver) => (event) => {
    event.preventDefault();
    zone.classList.toggle("over", isOver);
  };
  zone.addEventListener("dragover", show(true));
  zone.addEventListener("dragleave", show(false));
  zone.addEventListener("drop", (event) => {
    show(false)(event);
    sendAll(zone, [...event.dataTransfer.files]);
  });
}

// When a screen of a declaration is drawn again after a choice, that choice stays where it was, and
// what was answered while the request was under way is not lost.
const answers = () =>
  new Map(
    [...(document.getElementById("declaration")?.elements ?? [])]
      .filter((one) => one.id && one.name)
      .map((one) => [one.id, one.type === "checkbox" ? one.checked : one.value]),
  );

function answerAgain(id, value) {
  const one = document.getElementById(id);
  if (one?.type === "checkbox") one.checked = value;
  else if (one && (!one.options || [...one.options].some((each) => each.value === value))) one.value = value;
}

function keepAnswers() {
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    ctx.answers = answers();
  });
  document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    const chosen = document.activeElement;
    ctx.later = [...answers()].filter(([id, value]) => ctx.answers?.get(id) !== value);
    ctx.place = chosen?.id && chosen.closest("#declaration") && chosen.getBoundingClientRect().top;
    ctx.chosen = chosen?.id;
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    ctx.later?.forEach(([id, value]) => answerAgain(id, value));
    const chosen = ctx.place && document.getElementById(ctx.chosen);
    if (chosen && chosen === document.activeElement) scrollBy(0, chosen.getBoundingClientRect().top - ctx.place);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-follow]").forEach(follow);
  document.querySelectorAll("[data-drop]").forEach(receive);
  keepAnswers();
});
