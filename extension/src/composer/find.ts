/**
 * Finds the editor of the open composer, or nothing. Wrong is worse than nothing here: text put in a comment box
 * or a chat may be sent by the next Enter. So each rung of the ladder only answers when it is sure.
 */
import { BUTTON, COMPOSER_SURFACE, DECOY, DIALOG, EDITOR, FIELD, ICON, MEMBER_EDITOR } from "./selectors";

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
    element.matches(EDITOR) ? [element] : fieldsIn(element, EDITOR),
  );
}

function surfaceEditors(roots: readonly Scope[]): HTMLElement[] {
  return matches(roots, COMPOSER_SURFACE).flatMap((surface) => fieldsIn(surface, EDITOR));
}

function dialogEditors(roots: readonly Scope[]): HTMLElement[] {
  return matches(roots, DIALOG)
    .filter((dialog) => visible(dialog) && endsOnTextButton(dialog))
    .flatMap((dialog) => {
      const [field, ...others] = fieldsIn(dialog, FIELD).filter(visible);
      return field !== undefined && others.length === 0 && field.matches(EDITOR) ? [field] : [];
    });
}

function endsOnTextButton(dialog: Element): boolean {
  const last = fieldsIn(dialog, BUTTON).filter(visible).at(-1);
  return last !== undefined && last.textContent.trim() !== "" && last.querySelector(ICON) === null;
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
