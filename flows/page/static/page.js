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

// What was chosen stays where it was on the screen when the rest is drawn again.
function keepInPlace() {
  let place = null;
  document.addEventListener("htmx:before:swap", () => {
    const chosen = document.activeElement;
    place = chosen.matches("select[hx-trigger]") && { id: chosen.id, top: chosen.getBoundingClientRect().top };
  });
  document.addEventListener("htmx:after:swap", () => {
    const chosen = place && document.getElementById(place.id);
    if (chosen) scrollBy(0, chosen.getBoundingClientRect().top - place.top);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-follow]").forEach(follow);
  document.querySelectorAll("[data-drop]").forEach(receive);
  keepInPlace();
});
