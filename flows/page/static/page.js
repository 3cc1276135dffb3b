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

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-follow]").forEach(follow);
});
