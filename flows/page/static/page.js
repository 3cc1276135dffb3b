// What htmx does not do. Everything that comes from the machine is put in as text, never as markup.
"use strict";

// A run is followed line by line; at its end the screen is asked for again.
function follow(said) {
  const events = new EventSource(said.dataset.follow);
  events.onmessage = (event) => {
    said.append(JSON.parse(event.data) + "\n");
    said.scrollTop = said.scrollHeight;
  };
  events.addEventListener("advance", (event) => {
    const { form_id, said } = JSON.parse(event.data);
    document.getElementById("advance").textContent = `${form_id}\u00a0: ${said}`;
  });
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
const isTicked = (one) => one.type === "checkbox" || one.type === "radio";
const answers = () =>
  new Map(
    [...(document.getElementById("declaration")?.elements ?? [])]
      .filter((one) => one.id && one.name)
      .map((one) => [one.id, isTicked(one) ? one.checked : one.value]),
  );

function answerAgain(id, value) {
  const one = document.getElementById(id);
  if (one && isTicked(one)) one.checked = value;
  else if (one && (!one.options || [...one.options].some((each) => each.value === value))) one.value = value;
}

// What an address leads to is shown, however deep it is folded.
function reveal() {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = wanted; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  wanted?.focus();
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
    ctx.open = [...document.querySelectorAll("#declaration details[open]")].map((one) => one.id);
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    ctx.later?.forEach(([id, value]) => answerAgain(id, value));
    ctx.open?.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    fallSilent();
    const chosen = ctx.place && document.getElementById(ctx.chosen);
    if (chosen && !document.querySelector("#declaration [autofocus]")) chosen.focus({ preventScroll: true });
    if (chosen && chosen === document.activeElement) scrollBy(0, chosen.getBoundingClientRect().top - ctx.place);
  });
}

// Said aloud, and shown in a corner for a while.
let silence;
function announce(sentence) {
  const place = document.getElementById("annonce");
  place.textContent = sentence;
  fallSilent();
}

function fallSilent() {
  clearTimeout(silence);
  silence = setTimeout(() => document.getElementById("annonce").replaceChildren(), 8000);
}

// What is selected within the text that is being read, or nothing.
function selectedWords() {
  const text = document.getElementById("texte"), selection = getSelection();
  const isWithin = text && selection.rangeCount && text.contains(selection.anchorNode) && text.contains(selection.focusNode);
  return isWithin ? selection.toString().trim() : "";
}

// Words are added to those to mask, on a line of their own.
function addWords(words) {
  const field = document.getElementById("mots");
  const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  for (const line of words.split("\n").map((line) => line.trim()).filter(Boolean)) {
    if (!lines.includes(line)) lines.push(line);
  }
  field.value = lines.join("\n");
  announce("Mots à masquer : " + lines.join(", "));
}

// A click that needs more than htmx: add words, copy a receipt.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const words = button.dataset.word || ("add" in button.dataset || "mask" in button.dataset ? selectedWords() : "");
  if (words) addWords(words);
  if ("mask" in button.dataset && !document.getElementById("mots").value.trim()) {
    event.preventDefault();
    event.stopImmediatePropagation();
    document.getElementById("mots").focus();
    announce("Sélectionnez d’abord les mots à masquer, ou écrivez-les.");
  } else if ("add" in button.dataset && !words) {
    announce("Rien n’est sélectionné dans le texte.");
  } else if (button.dataset.copy) {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    navigator.clipboard.writeText(text.value).then(() => announce("Copié."));
  }
}, true);

// To press a button with the mouse lets go of what is selected: not of what it is to take.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-add], [data-mask]")) event.preventDefault();
});

// One letter for each button that shows it, but not while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
  const text = event.target.closest("#texte");
  if (text && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    event.preventDefault();
    takeWord(text, event.key === "ArrowRight" ? "forward" : "backward", event.shiftKey);
    return;
  }
  const keys = document.getElementById("raccourcis");
  // What is pressed before the next text is there was meant for it, not for this one: let go.
  if (!keys || !keys.checked || event.repeat || document.querySelector(".htmx-request:not(.going)")) return;
  if (press(event.key.toLowerCase())) event.preventDefault();
});

// A screen is shown a moment before htmx hears its forms, which would then be sent as ordinary ones,
// and what was decided lost: a key waits for that moment.
function press(key) {
  const button = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
  const asks = button?.closest("[hx-get], [hx-post]");
  if (asks && !("htmxPowered" in asks.dataset)) setTimeout(press, 1, key);
  else button?.click();
  return button;
}

// Without a mouse: the next word is selected, or one more.
function takeWord(text, way, isMore) {
  const selection = getSelection();
  if (!selection.rangeCount || !text.contains(selection.anchorNode)) {
    selection.selectAllChildren(text);
    selection.collapseToStart();
  } else if (!isMore && way === "forward") {
    selection.collapseToEnd();
  } else if (!isMore) {
    selection.collapseToStart();
  }
  selection.modify("extend", way, "word");
  if (!text.contains(selection.focusNode)) selection.selectAllChildren(text);
}

// What got no answer is said: the page was stopped, or this machine sleeps.
document.addEventListener("htmx:error", () => announce("La page ne répond pas. Est-elle encore ouverte dans le terminal ?"));

// After a change: the reader is where it is, and hears what was done.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  // How a run goes on is said by its role: whoever types goes on typing.
  if (ctx.sourceElement.closest("[role=status]")) return;
  // An error is said where it is, by its role; what was being read stays.
  const target = ctx.target;
  if (target === "#probleme" || target?.id === "probleme") {
    const problem = document.getElementById("probleme"), who = document.getElementById("initiales");
    problem.scrollIntoView({ block: "center" });
    if (who && !who.value.trim()) {
      who.focus();
      announce(problem.innerText.trim());
    }
    return;
  }
  const changed = document.querySelector("[data-announce]");
  if (!changed) return;
  const place = ["vu-titre", "texte", "ou"].map((id) => document.getElementById(id)).find(Boolean);
  document.getElementById("probleme")?.replaceChildren();
  if (place) place.focus();
  if (changed.dataset.announce) announce(changed.dataset.announce);
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-follow]").forEach(follow);
  document.querySelectorAll("[data-drop]").forEach(receive);
  document.querySelector(".way [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  keepAnswers();
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
});
