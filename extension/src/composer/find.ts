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
    .filter((dialog) => visible(dialog) && !isForeign(dialog, null) && !hasOtherFields(dialog))
    .flatMap((dialog) => editorOf(dialog).filter((editor) => hasTextButtonBehind(dialog, editor)));
}

/** The editors of a surface that are the page's own; of several those of LinkedIn's libraries, where that tells them apart. */
function editorOf(surface: Element): HTMLElement[] {
  const editors = ownIn(surface, EDITOR).filter(visible);
  const [first, ...others] = editors.filter((editor) => editor.matches(LIBRARY_EDITOR));
  return editors.length > 1 && first !== undefined && others.length === 0 ? [first] : editors;
}

/** Whether a dialog is a form or a search. A field without a label, outside a form, is some assistant's. */
function hasOtherFields(dialog: Element): boolean {
  const searches = ownIn(dialog, SEARCH_FIELD);
  const fields = ownIn(dialog, FORM_FIELD).filter((field) => {
    const { labels } = field as HTMLInputElement;
    return field.closest("form") !== null || (labels !== null && labels.length > 0);
  });
  return [...searches, ...fields].some(visible);
}

/** "Post", in whatever language: a button with a text and no picture, behind the editor. */
function hasTextButtonBehind(dialog: Element, editor: Element): boolean {
  return ownIn(dialog, BUTTON).some(
    (button) =>
      visible(button) &&
      button.textContent.trim() !== "" &&
      button.querySelector(ICON) === null &&
      (editor.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
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
