// SPDX-License-Identifier: EUPL-1.2
// Three small pages the rig tests itself on: a good one, one with every fault, and a form that was refused.

export const STYLE = `
:root { color-scheme: light dark; --ink: #17211c; --ground: #f3f5ef; --action: #0b5f44; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eee9; --ground: #0f1613; --action: #7ed3aa; --on: #07241a; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; font: 1.125rem/1.5 sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--action); }
header nav a { display: inline-block; padding: .6rem 0; min-height: 44px; }
label { display: block; }
input[type=text], textarea { font: inherit; width: 100%; max-width: 30rem; min-height: 48px; border: 2px solid var(--ink); color: inherit; background: transparent; }
.keuze { min-height: 48px; display: flex; align-items: center; gap: .5rem; }
button { font: inherit; min-height: 48px; padding: 0 1rem; border: 2px solid transparent; background: var(--action); color: var(--on); transition: background-color .12s; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
.tabel { overflow-x: auto; }
table { min-width: 40rem; }
.skip { position: absolute; clip-path: inset(50%); padding: .5rem; min-height: 44px; }
.skip:focus { clip-path: none; position: static; display: inline-block; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
`;

const HEAD = `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/stijl.css">`;

export const GOOD = `<!doctype html>
<html lang="nl">
<head>${HEAD}<title>Waarmee kunnen we u helpen? - Gemeente Proef</title></head>
<body>
<a class="skip" href="#inhoud">Naar de inhoud</a>
<header><p>Gemeente Proef</p><nav aria-label="Hoofdmenu"><a href="/goed">Begin</a></nav></header>
<main id="inhoud">
<h1>Waarmee kunnen we u helpen?</h1>
<p>Bel ons ook gerust: <a href="tel:140999">14 0999</a> is open tot 17.00 uur.</p>
<div role="status"></div>
<form action="/goed">
<p><label for="vraag">Uw vraag</label><input type="text" id="vraag" name="vraag" autocomplete="off"></p>
<fieldset><legend>Hoe wilt u antwoord?</legend>
<label class="keuze"><input type="radio" name="hoe" value="mail"> Per mail</label>
<label class="keuze"><input type="radio" name="hoe" value="bel"> Bel mij</label>
</fieldset>
<button type="submit">Versturen</button>
</form>
<h2>Tijden</h2>
<div class="tabel" role="region" aria-label="Tijden" tabindex="0"><table><caption>Tijden</caption><thead><tr><th scope="col">Dag</th><th scope="col">Open</th></tr></thead><tbody><tr><th scope="row">Maandag</th><td>9.00 tot 17.00 uur</td></tr></tbody></table></div>
</main>
<footer><p>Gemeente Proef, <a href="/goed">over deze website</a> leest u meer.</p></footer>
</body>
</html>
`;

export const BAD = `<!doctype html>
<html>
<head>${HEAD}<title>Pagina</title>
<style>
.breed { width: 900px; }
.laag { height: 1.6em; overflow: hidden; }
.rol { overflow-x: auto; width: 200px; }
.klein { min-height: 0; padding: 0; width: 10px; height: 10px; font-size: 4px; }
.half { min-height: 30px; height: 30px; }
.uit:focus, .uit:focus-visible { outline: none; box-shadow: none; }
.balk { position: fixed; left: 0; top: 0; width: 400px; height: 200px; background: #fff; z-index: 9; }
.onder { position: fixed; left: 20px; top: 60px; }
.flets { color: #bbb; background: #fff; }
@media (prefers-color-scheme: dark) { .nacht { color: #111; background: #000; } }
@media (forced-colors: active) { .koppig { forced-color-adjust: none; color: #fff; background: #fff; } }
@media print { .papier { color: #fff; background: #fff; } }
@keyframes tril { to { transform: rotate(3deg); } }
.tril { animation: tril 1s infinite alternate !important; }
</style></head>
<body>
<div class="balk"></div>
<h1>Een</h1><h1 id="dubbel">Twee</h1><h4 id="dubbel">Vier</h4>
<img src="http://127.0.0.1:9/weg.png">
<p class="flets">Flets</p><p class="nacht">nacht</p><p class="koppig">koppig</p><p class="papier">papier</p>
<p class="breed">Dit is een heel brede alinea.</p>
<div class="laag">Twee regels tekst die niet in deze doos passen als de letters groter worden, want de hoogte ligt vast. Dat is jammer. En dan nog een regel, en nog een, zodat het ook op een breed scherm niet past.</div>
<div class="rol"><p class="breed">Rolt opzij</p></div>
<ul><div>Geen punt</div></ul>
<div role="status"></div><div aria-live="polite"></div>
<input name="los"><a href="/slecht"></a>
<button class="klein"></button><button class="klein"></button><button class="klein"></button>
<button class="half">half</button>
<button class="uit">onzichtbaar</button>
<button class="onder">bedekt</button>
<a href="/slecht" tabindex="3">voordringer</a>
<p class="tril">tril</p>
<script>throw new Error("stuk");</script>
</body>
</html>
`;

export const REFUSED = `<!doctype html>
<html lang="nl">
<head>${HEAD}<title>Fout: Hoe kunnen we u bereiken? - Gemeente Proef</title></head>
<body>
<header><p>Gemeente Proef</p></header>
<main>
<div role="alert" tabindex="-1"><h2>Er mist nog iets</h2><ul><li><a href="#mail">Vul een mailadres in met een @</a></li></ul></div>
<h1>Hoe kunnen we u bereiken?</h1>
<form method="post" action="/geweigerd">
<p><label for="naam">Uw naam</label><input type="text" id="naam" name="naam" value="Joke"></p>
<p><label for="mail">Uw mailadres</label><span id="mail-fout">Fout: Vul een mailadres in met een @</span>
<input type="text" id="mail" name="mail" value="joke" aria-invalid="true" aria-describedby="mail-fout"></p>
<button type="submit">Versturen</button>
</form>
</main>
</body>
</html>
`;
