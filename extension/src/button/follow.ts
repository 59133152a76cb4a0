/**
 * Follows the page to the open composer, also into open shadow roots, of which an observer of the document sees
 * nothing. It never polls: it looks when something came, went or got the focus, once per painted frame at most, and
 * only in the trees it knows.
 */
import { findEditor, openRoots, type Scope } from "../composer/find";

/** LinkedIn mounts a placeholder first: an editor has to have been there for this long. */
const STABLE_MS = 250;
/** More new nodes than this between two frames, as in a tab that nobody looks at: forget them and look at everything. */
const MANY = 500;
const WATCHED = { subtree: true, childList: true, attributeFilter: ["open", "contenteditable"] };

/** Calls `show` with the editor, once it stands still and whenever the page changed; with null when it is gone. */
export function followComposer(show: (editor: HTMLElement | null) => void, signal: AbortSignal): void {
  const trees = new Set<Scope>();
  let unseen: EventTarget[] = [document];
  let editor: HTMLElement | null = null;
  let settled = false;
  let frame = 0;
  let timer = 0;

  const lookSoon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(look);
  };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) unseen.push(...addedNodes);
    if (unseen.length > MANY) unseen = [document];
    lookSoon();
  });

  function look(): void {
    frame = 0;
    for (const tree of newTrees(unseen, trees)) {
      trees.add(tree);
      observer.observe(tree, WATCHED);
    }
    unseen = [];
    for (const tree of trees) if (!tree.isConnected) trees.delete(tree);
    const found = findEditor([...trees]);
    if (found !== editor) change(found);
    else if (settled) show(editor);
  }

  function change(found: HTMLElement | null): void {
    editor = found;
    settled = false;
    clearTimeout(timer);
    show(null);
    if (found === null) return;
    timer = setTimeout(() => {
      settled = true;
      lookSoon();
    }, STABLE_MS);
  }

  // a root that an old element gets is in no record; the composer in it takes the focus, and that is told everywhere.
  // Nothing else on the way there can be new: walking all of it would be the whole page, for each focus
  const onFocus = (event: Event): void => {
    unseen.push(...event.composedPath().filter((node) => node instanceof ShadowRoot && !trees.has(node)));
    lookSoon();
  };
  document.addEventListener("focusin", onFocus, { signal, capture: true, passive: true });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  });
  lookSoon();
}

/** The document and the open shadow roots at and below some nodes, as far as they are not known yet. */
function newTrees(nodes: readonly EventTarget[], known: ReadonlySet<Scope>): Set<Scope> {
  const parts = nodes.filter(isScope).filter((node) => node.isConnected);
  const trees = parts.flatMap(openRoots).filter((tree) => !(tree instanceof Element));
  return new Set(trees.filter((tree) => !known.has(tree)));
}

const isScope = (node: EventTarget): node is Scope =>
  node instanceof Element || node instanceof Document || node instanceof ShadowRoot;
