// Finds whether a pasted text is among the digests of this page, in the browser alone.
"use strict";
const known = JSON.parse(document.getElementById("empreintes").textContent);
const digests = atob(known.digests);
const masks = new RegExp(`(?<!\\S)(?:${known.masks.join("|")})(?!\\S)`, "g");

// As consultation/words/folding.py folds: « L’Été, déjà ! » -> "l ete deja".
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase()
    .replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ς/g, "σ")
    .replace(/[^\p{L}\p{Nd}]+/gu, " ").trim();
}

// As words_to_find of digests.py: the masks of a text that was sent are none of its words.
function wordsOf(text) {
  return fold(text).replace(masks, " ").split(" ").filter(Boolean);
}

// As slow_digests of digests.py: 8 bytes, one character each.
async function digestOf(words) {
  const bytes = new TextEncoder().encode(words.join(" "));
  const key = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
  const salt = Uint8Array.from(atob(known.salt), (sign) => sign.charCodeAt(0));
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: known.rounds };
  return String.fromCharCode(...new Uint8Array(await crypto.subtle.deriveBits(how, key, 64)));
}

// The rank of a digest in the sorted list, -1 without any.
function rankOf(digest) {
  let [low, high] = [0, digests.length / 8];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (digests.substr(middle * 8, 8) < digest) low = middle + 1;
    else high = middle;
  }
  return digests.substr(low * 8, 8) === digest ? low : -1;
}

// The ids of the sentences to show, and the number of people who sent the text.
async function answerTo(text) {
  const words = wordsOf(text);
  if (words.length < known.fewest) return [["court"]];
  if (!globalThis.crypto?.subtle) return [["impossible"]];
  const rank = rankOf(await digestOf(words));
  if (rank < 0) return [["absent"]];
  const people = known.letters[rank];
  return [["trouve"], ...(people === undefined ? [] : [people ? ["nombre", people] : ["plusieurs"]])];
}

function show(sentences) {
  const place = document.getElementById("reponse");
  place.replaceChildren(...sentences.map(([id, people]) => {
    const line = document.getElementById(id).content.firstElementChild.cloneNode(true);
    line.querySelectorAll("b").forEach((number) => (number.textContent = people));
    return line;
  }));
}

document.getElementById("recherche").addEventListener("submit", async (event) => {
  event.preventDefault();
  show([["cherche"]]);
  show(await answerTo(document.getElementById("texte").value));
});
