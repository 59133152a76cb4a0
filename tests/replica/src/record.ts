/**
 * What the tests can ask of the page, as `window.replica`. It speaks of the editor's own model, because what the
 * DOM shows for a moment is not what would be posted.
 */

import { closedFields } from "./assistants";
import type { Field } from "./assistants";
import { intrude } from "./extensions";
import type { Intruder } from "./extensions";
import { openForm } from "./forms";
import type { Form } from "./forms";
import { Watcher } from "./hostile";

/** An editor library behind one face. */
export interface EditorModel {
  /** The text of the library's document, with "\n" between its blocks. */
  text(): string;
  /** Where the library thinks the caret is, as an offset in that text. */
  caret(): number;
  setCaret(offset: number): void;
  readonly element: HTMLElement;
}

/** Shorter than the libraries' own half second and second, so that an insertion in two goes is found out. */
export const UNDO_STEP_MS = 150;

class Replica {
  #model: EditorModel | null = null;
  #lastEdit = -Infinity;
  #watcher: Watcher | null = null;
  /** Clicks on the Post button. */
  posts = 0;
  /** Set by a test: from now on TipTap takes every change back, and Quill joins the lines. */
  refusing = false;
  /** HTML that went through the page's default Trusted Types policy. */
  readonly sinks: string[] = [];

  mounted(model: EditorModel | null): void {
    this.#model = model;
  }

  edited(): void {
    this.#lastEdit = performance.now();
  }

  text(): string | null {
    return this.#model?.text() ?? null;
  }

  caret(): number | null {
    return this.#model?.caret() ?? null;
  }

  setCaret(offset: number): void {
    this.#model?.setCaret(offset);
  }

  editor(): HTMLElement | null {
    return this.#model?.element ?? null;
  }

  /** Both libraries undo in one step what followed quickly on each other. After a pause, an edit is a step of its own. */
  readyForNewUndoStep(): boolean {
    return performance.now() - this.#lastEdit > UNDO_STEP_MS + 50;
  }

  postEnabled(): boolean {
    const root = this.#model?.element.getRootNode() as Document | ShadowRoot | undefined;
    return root?.querySelector("[data-replica-post]:not(:disabled)") != null;
  }

  /** Begins to look for traces of an extension; `signals` then tells them. */
  watch(): void {
    this.#watcher = new Watcher(() => this.editor());
  }

  async signals(): Promise<string[]> {
    if (this.#watcher === null) throw new Error("watch() comes first");
    return this.#watcher.signals();
  }

  /** Puts into the open composer what another extension puts there, or LinkedIn itself. */
  intrude(way: Intruder | Field): void {
    if (this.#model === null) throw new Error("open a composer first");
    intrude(way, this.#model.element);
  }

  /** Takes out what `intrude` put there. */
  retreat(): void {
    const root = this.#model?.element.getRootNode() as Document | ShadowRoot | undefined;
    for (const part of root?.querySelectorAll("[data-replica-intruder]") ?? []) part.remove();
    closedFields.length = 0;
  }

  /** Opens a dialog of LinkedIn's that is no composer; the one before it goes. */
  openForm(name: Form): void {
    document.querySelector("[data-replica-form]")?.remove();
    openForm(name);
  }

  /** Everything on the page that could be mistaken for the composer, with its text. */
  decoys(): Record<string, string> {
    const frames = [...document.querySelectorAll("iframe")].flatMap((frame) => frame.contentDocument ?? []);
    const found = [...[document, ...frames].flatMap(decoysIn), ...closedFields];
    return Object.fromEntries(found.map((element) => [element.getAttribute("data-decoy"), contentOf(element)])) as Record<
      string,
      string
    >;
  }
}

/** Decoys below a root, also in the open shadow roots there. */
function decoysIn(root: Document | ShadowRoot): HTMLElement[] {
  const inner = [...root.querySelectorAll("*")].flatMap((element) => (element.shadowRoot ? decoysIn(element.shadowRoot) : []));
  return [...root.querySelectorAll<HTMLElement>("[data-decoy]"), ...inner];
}

function contentOf(element: HTMLElement): string {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : element.textContent;
}

export const replica = new Replica();
(window as unknown as { replica: Replica }).replica = replica;
