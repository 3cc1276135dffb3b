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

function announce(sentence) {
  document.getElementById("annonce").textContent = sentence;
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
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const text = event.target.closest("#texte");
  if (text && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    event.preventDefault();
    takeWord(text, event.key === "ArrowRight" ? "forward" : "backward", event.shiftKey);
    return;
  }
  const keys = document.getElementById("raccourcis");
  // What is pressed before the next text is there was meant for it, not for this one: let go.
  if (!keys || !keys.checked || event.repeat || document.querySelector(".htmx-request")) return;
  const button = [...document.querySelectorAll("button[data-key]")].find((each) => each.dataset.key === event.key.toLowerCase());
  if (button) {
    event.preventDefault();
    button.click();
  }
});

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

// After a change: the reader is where it is, and hears what was done.
document.addEventListener("htmx:after:swap", (event) => {
  // An error is said where it is, by its role; what was being read stays.
  const target = event.detail?.ctx?.target;
  if (target === "#probleme" || target?.id === "probleme") {
    document.getElementById("probleme").scrollIntoView({ block: "center" });
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
});
