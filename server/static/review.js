// Decides on doubtful links by keys or buttons; the token stays in this tab, the name in this browser.
"use strict";

(() => {
  const review = document.getElementById("review");
  const go = (id) => document.getElementById(id)?.click();
  const field = (id) => document.getElementById(id);
  const LAST = "newsgraph-last-decision";

  for (const [id, store] of [["token", sessionStorage], ["by", localStorage]]) {
    const input = field(id);
    if (input) {
      input.value = store.getItem(`newsgraph-${id}`) || "";
      input.addEventListener("change", () => store.setItem(`newsgraph-${id}`, input.value));
    }
  }

  const say = (text) => {
    if (field("said")) {
      field("said").textContent = text;
    }
  };

  const send = async (address, body) => {
    say("…");
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${field("token").value.trim()}` },
        body: JSON.stringify({ ...body, by: field("by").value, reason: field("reason").value }),
      });
      const told = await answer.json();
      if (!answer.ok) {
        say(told.detail || `The server answered ${answer.status}.`);
        if (answer.status === 401) {
          field("token").focus();
        }
        return null;
      }
      return told;
    } catch (error) {
      say(`The server does not answer: ${error.message}`);
      return null;
    }
  };

  const decide = async (ruling) => {
    const button = review.querySelector(`[data-ruling="${ruling}"]`);
    if (button.disabled) {
      return;
    }
    const chosen = review.querySelector("input[name=item]:checked");
    const needsItem = ruling === "accepted" || ruling === "rejected";
    const item = needsItem && chosen ? chosen.value : "";
    const told = await send(review.dataset.decide, { entity: review.dataset.entity, ruling, item });
    if (told) {
      sessionStorage.setItem(LAST, told.decision);
      location.assign(review.dataset.here);
    }
  };

  const undo = async () => {
    const decision = sessionStorage.getItem(LAST);
    const told = decision && (await send(review.dataset.undo, { decision }));
    if (told) {
      sessionStorage.removeItem(LAST);
      location.assign(review.dataset.here);
    }
  };

  field("who")?.addEventListener("submit", (event) => event.preventDefault());
  if (review) {
    for (const button of review.querySelectorAll("[data-ruling]")) {
      button.addEventListener("click", () => decide(button.dataset.ruling));
    }
    field("undo").hidden = !sessionStorage.getItem(LAST) || !field("token");
    field("undo").addEventListener("click", undo);
  }

  const keys = {
    a: () => decide("accepted"),
    r: () => decide("rejected"),
    n: () => decide("absent"),
    u: () => decide("unsure"),
    z: () => !field("undo").hidden && undo(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=radio]), textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const onControl = event.target.closest("a, button, summary");
    if (event.key === "b") {
      go("back");
    } else if (event.key === "Enter" && !onControl) {
      go("next");
    } else if (review && /^[1-9]$/.test(event.key)) {
      const option = field(`item-${event.key}`);
      if (option) {
        option.checked = true;
        option.focus();
      }
    } else if (review && keys[event.key]) {
      keys[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });
})();
