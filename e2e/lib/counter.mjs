// SPDX-License-Identifier: EUPL-1.2
// Counts what a person does: each click, key command, field filled or choice made is one interaction.
import assert from "node:assert/strict";

export class Counter {
  #page;
  #done = [];

  constructor(page) {
    this.#page = page;
  }

  get count() {
    return this.#done.length;
  }

  async click(locator, what = "click") {
    await locator.click();
    this.#done.push(`${what}: ${locator}`);
  }

  /** Typing inside one field counts once, however long the text. */
  async fill(locator, text) {
    await locator.fill(text);
    this.#done.push(`fill "${text.slice(0, 40)}": ${locator}`);
  }

  /** Typing key by key, for fields that search while one types; counts once. */
  async type(locator, text) {
    await locator.pressSequentially(text);
    this.#done.push(`type "${text}": ${locator}`);
  }

  /** A radio button or checkbox, by its label as a person would. */
  async choose(locator) {
    await locator.check();
    this.#done.push(`choose: ${locator}`);
  }

  async select(locator, option) {
    await locator.selectOption(option);
    this.#done.push(`select ${JSON.stringify(option)}: ${locator}`);
  }

  /** A key command such as "j" or "Control+Enter". */
  async key(name) {
    await this.#page.keyboard.press(name);
    this.#done.push(`key ${name}`);
  }

  /** Enter in a field that was just filled. */
  async enter(locator) {
    await locator.press("Enter");
    this.#done.push(`key Enter: ${locator}`);
  }

  atMost(target) {
    assert.ok(
      this.count <= target,
      `${this.count} interactions, at most ${target} wanted:\n  ${this.#done.join("\n  ")}`,
    );
  }
}
