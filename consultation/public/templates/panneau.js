"use strict";
{
  const data = JSON.parse(document.getElementById("croisements").textContent);
  const panel = document.getElementById("panneau");
  const { question, reponse, selon } = panel.elements;
  const [caption, body] = panel.querySelector("table").children;
  const rest = panel.querySelector("table + p");
  const asked = data.questions;

  const fill = (select, options) => select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  const percent = (share) => {
    const whole = Math.floor(share * 100 + 0.5 + 1e-9);
    if (whole === 0 && share > 0) return data.presque_rien;
    if (whole === 100 && share < 1) return data.presque_tout;
    return `${whole}\u00a0%`;
  };

  /* What those who gave each answer to one question answered to another, or nothing. */
  const crossed = (one, other) => {
    const pair = data.croisements[`${Math.min(one, other)}-${Math.max(one, other)}`];
    if (!pair) return null;
    const [firsts, seconds, counts] = pair;
    return one < other
      ? { bases: seconds, count: (answer, group) => counts[answer][group] }
      : { bases: firsts, count: (answer, group) => counts[group][answer] };
  };
  const line = (label, base, count, isTotal) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    const cells = ["", "share", "n"].map((name) => Object.assign(document.createElement("td"), { className: name }));
    head.scope = "row";
    head.textContent = label;
    if (isTotal) row.className = "total";
    if (count === null) cells[2].textContent = `${data.peu} sur ${base.toLocaleString("fr-FR")}`;
    else {
      const bar = document.createElement("b");
      bar.style.width = `${(100 * count) / base}%`;
      const track = Object.assign(document.createElement("span"), { className: "bar" });
      track.append(bar);
      cells[0].append(track);
      cells[1].textContent = percent(count / base);
      cells[2].textContent = `${count.toLocaleString("fr-FR")} sur ${base.toLocaleString("fr-FR")}`;
    }
    row.append(head, ...cells);
    return row;
  };
  const show = () => {
    const [one, answer, other] = [question, reponse, selon].map((select) => Number(select.value));
    const { titre, reponses, nombres, base } = asked[one];
    const { bases, count } = crossed(one, other);
    caption.textContent = `« ${reponses[answer]} » — ${titre}, selon : ${asked[other].titre}`;
    const groups = asked[other].reponses.map((label, group) => ({ label, group, base: bases[group] }));
    const left = groups.filter((one) => one.base < 0).map((one) => one.label);
    body.replaceChildren(
      line(data.ensemble, base, nombres[answer], true),
      ...groups.filter((one) => one.base >= 0).map((one) => line(one.label, one.base, count(answer, one.group))),
    );
    rest.textContent = left.length ? `${data.trop_peu} ${left.join(" ; ")}.` : "";
  };
  const mostGiven = (one) => asked[one].nombres.indexOf(Math.max(...asked[one].nombres));
  const othersOf = (one) => [...asked.keys()].filter((place) => place !== one && crossed(one, place));
  /* The share of the groups of another question of which a number is told. */
  const told = (one, other) => {
    const { bases, count } = crossed(one, other);
    return bases.filter((base, group) => base >= 0 && count(mostGiven(one), group) !== null).length / bases.length;
  };
  const bestOther = (one) => othersOf(one).reduce((best, other) => (told(one, other) > told(one, best) ? other : best));
  const titled = (places) => places.map((place) => [place, asked[place].titre]);
  const choose = () => {
    const one = Number(question.value);
    fill(reponse, asked[one].reponses.map((text, place) => [place, text]));
    reponse.value = mostGiven(one);
    const former = Number(selon.value || NaN);
    fill(selon, titled(othersOf(one)));
    selon.value = othersOf(one).includes(former) ? former : bestOther(one);
    show();
  };

  const questions = [...asked.keys()].filter((one) => asked[one].nombres.length && othersOf(one).length);
  fill(question, titled(questions));
  question.value = questions.reduce((best, one) => (told(one, bestOther(one)) > told(best, bestOther(best)) ? one : best));
  question.addEventListener("change", choose);
  for (const select of [reponse, selon]) select.addEventListener("change", show);
  panel.addEventListener("submit", (event) => event.preventDefault());
  panel.hidden = false;
  document.getElementById("sans-script").hidden = true;
  choose();
}
