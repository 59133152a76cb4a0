/**
 * Finds the editor of the open composer, or nothing. Wrong is worse than nothing here: text put in a comment box
 * or a chat may be sent by the next Enter. So each rung of the ladder only answers when it is sure.
 */
import {
  BUTTON,
  COMPOSER_SURFACE,
  DECOY,
  DIALOG,
  EDITOR,
  FORM_FIELD,
  ICON,
  INJECTED,
  LIBRARY_EDITOR,
  MEMBER_EDITOR,
  NAMED_FIELD,
  OWN_CUSTOM_ELEMENT,
  SEARCH_FIELD,
} from "./selectors";

type Root = Document | ShadowRoot;
/** Where to look: a whole tree, or an element and what is below it. */
export type Scope = Root | Element;

/**
 * The editor to write in, in the page or in those of its trees that are known to be all. Frames are never entered:
 * LinkedIn keeps a hidden copy of its feed in one.
 */
export function findEditor(roots: readonly Scope[] = openRoots(document)): HTMLElement | null {
  for (const rung of [memberEditors, surfaceEditors, dialogEditors]) {
    const candidates = [...new Set(rung(roots))].filter(usable);
    if (candidates.length > 0) return sureOf(candidates);
  }
  return null;
}

function memberEditors(roots: readonly Scope[]): HTMLElement[] {
  return matches(roots, MEMBER_EDITOR).flatMap((element) =>
    element.matches(EDITOR) ? [element] : editorOf(element),
  );
}

function surfaceEditors(roots: readonly Scope[]): HTMLElement[] {
  return matches(roots, COMPOSER_SURFACE).flatMap(editorOf);
}

function dialogEditors(roots: readonly Scope[]): HTMLElement[] {
  return matches(roots, DIALOG)
    .filter((dialog) => visible(dialog) && !isForeign(dialog, null))
    .flatMap((dialog) => editorOf(dialog).filter((editor) => isComposer(dialog, editor)));
}

/** The editor of a surface: the one that is better than each other in something and worse in nothing, if there is one. */
function editorOf(surface: Element): HTMLElement[] {
  const editors = ownIn(surface, EDITOR).filter((editor) => visible(editor) && editor.closest(DECOY) === null);
  if (editors.length < 2) return editors;
  const buttons = ownIn(surface, BUTTON).filter(visible);
  const merits = editors.map((editor) => meritsOf(editor, editors, buttons));
  return editors.filter((_, at) => merits.every((other, place) => place === at || excels(merits[at] ?? other, other)));
}

/** Whether it is of one of LinkedIn's libraries, whether it has no button of its own as an assistant's has, and its size. */
type Merits = readonly [library: number, plain: number, size: number];

function meritsOf(editor: HTMLElement, editors: readonly Element[], buttons: readonly Element[]): Merits {
  const own = branchOf(editor, editors);
  const hasOwn = buttons.some((button) => isBehind(button, editor, own) && !hasPictures(button, [editor], buttons));
  const { width, height } = editor.getBoundingClientRect();
  return [Number(editor.matches(LIBRARY_EDITOR)), Number(!hasOwn), width * height];
}

function excels(one: Merits, other: Merits): boolean {
  const [library, plain, size] = one.map((merit, at) => merit - (other[at] ?? 0)) as [number, number, number];
  return Math.min(library, plain, size) >= 0 && (library + plain > 0 || size > other[2]);
}

/**
 * Whether "Post", in whatever language, stands behind the editor: a button with a text and no picture. A dialog with
 * other fields is a form or a search, unless picture buttons stand beside Post and none of the fields is LinkedIn's.
 */
function isComposer(dialog: Element, editor: Element): boolean {
  if (ownIn(dialog, SEARCH_FIELD).some(visible)) return false;
  const fields = ownIn(dialog, FORM_FIELD).filter((field) => isNamed(field) && visible(field));
  const buttons = ownIn(dialog, BUTTON).filter(visible);
  return buttons.some(
    (post) =>
      post.textContent.trim() !== "" &&
      !isPicture(post) &&
      follows(post, editor) &&
      (fields.length === 0 || hasPictures(post, [editor, ...fields], buttons)) &&
      fields.every((field) => isAdded(field, branchOf(field, [editor, post]), post, buttons)),
  );
}

/** A field that says nowhere what it is for, and belongs to no form, is not LinkedIn's. */
function isNamed(field: HTMLElement): boolean {
  return field.matches(NAMED_FIELD) || (field as HTMLInputElement).labels?.length !== 0;
}

/** Whether a field stands behind Post or before the head, where LinkedIn has none, or has a button of its own. */
function isAdded(field: Element, own: Element, post: Element, buttons: readonly Element[]): boolean {
  return (
    follows(field, post) ||
    buttons.every((button) => own.contains(button) || follows(button, field)) ||
    buttons.some((button) => isBehind(button, field, own))
  );
}

/** The largest part of the page that holds an element and none of the others. */
function branchOf(element: Element, others: readonly Element[]): Element {
  const above = element.parentElement;
  const isAlone = above !== null && !others.some((other) => other !== element && above.contains(other));
  return isAlone ? branchOf(above, others) : element;
}

/** Whether two picture buttons, such as those for an emoji and a photo, stand with a button, apart from the fields. */
function hasPictures(button: Element, fields: readonly Element[], buttons: readonly Element[]): boolean {
  const foot = branchOf(button, fields);
  return buttons.filter((other) => foot.contains(other) && isPicture(other)).length > 1;
}

const isPicture = (button: Element): boolean => button.querySelector(ICON) !== null;

const isBehind = (button: Element, field: Element, own: Element): boolean => own.contains(button) && follows(button, field);

function follows(element: Element, other: Element): boolean {
  return (other.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** Matches below a surface without those that an extension put there. */
function ownIn(surface: Element, selector: string): HTMLElement[] {
  return fieldsIn(surface, selector).filter((element) => !isForeign(element, surface));
}

/**
 * Whether an element came from an extension: inside a custom element or a shadow root below the surface, which the
 * page's own composers do not have, or in a piece of the page that names an extension.
 */
function isForeign(element: Element, surface: Element | null): boolean {
  const chain = ancestors(element);
  const below = surface === null ? [element] : chain.slice(0, Math.max(chain.indexOf(surface), 0));
  return below.some(
    (each) =>
      (each.localName.includes("-") && !OWN_CUSTOM_ELEMENT.test(each.localName)) ||
      each.matches(INJECTED) ||
      (surface !== null && each !== element && each.shadowRoot !== null),
  );
}

/** Two composers at once: the one with the caret is meant, otherwise it cannot be known. */
function sureOf(candidates: HTMLElement[]): HTMLElement | null {
  const [first, ...others] = candidates;
  if (first !== undefined && others.length === 0) return first;
  return candidates.find(holdsFocus) ?? null;
}

/** Whether the keyboard is in the editor, as far as the page is concerned: the panel has the window's focus by now. */
export function holdsFocus(editor: HTMLElement): boolean {
  const active = (editor.getRootNode() as Root).activeElement;
  return active !== null && editor.contains(active);
}

function usable(editor: HTMLElement): boolean {
  return visible(editor) && ancestors(editor).every((element) => !element.matches(`${DECOY}, [inert]`));
}

/** Measured, because `offsetParent` is null in everything fixed. Parked off the page counts as invisible. */
function visible(element: HTMLElement): boolean {
  const box = element.getBoundingClientRect();
  if (box.width < 2 || box.height < 2) return false;
  if (box.right + window.scrollX <= 0 || box.bottom + window.scrollY <= 0) return false;
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

function ancestors(element: Element): Element[] {
  const chain: Element[] = [];
  for (let at: Element | null = element; at !== null; at = parentAcrossRoots(at)) chain.push(at);
  return chain;
}

function parentAcrossRoots(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? ("host" in root ? (root as ShadowRoot).host : null);
}

function matches(roots: readonly Scope[], selector: string): HTMLElement[] {
  return roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
}

/** Matches below `surface`, also those in the open shadow roots below it. */
function fieldsIn(surface: Element, selector: string): HTMLElement[] {
  return matches(openRoots(surface), selector);
}

/** `top` and every open shadow root at and below it, nested ones too. */
export function openRoots(top: Scope): Scope[] {
  const roots = [top];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let at: Node | null = root; at !== null; at = walker.nextNode()) {
      // only elements have one
      const inner = (at as Partial<Element>).shadowRoot;
      if (inner != null) roots.push(inner);
    }
  }
  return roots;
}
