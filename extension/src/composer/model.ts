/**
 * The editor's text as one string with a "\n" between blocks, and the way from a place in the page to a place in
 * that string and back. Offsets survive what DOM positions do not: editors rebuild their nodes when they like.
 */

/** A piece of the text, and the node it came from. The pieces join up to the whole. */
interface Piece {
  readonly kind: "block" | "text" | "solid";
  readonly node: Node;
  readonly start: number;
  readonly text: string;
}

export interface Place {
  readonly node: Node;
  readonly offset: number;
}

const BLOCK = "p, div, li, ul, ol, blockquote, pre, h1, h2, h3, h4, h5, h6";

export function textOf(editor: Element): string {
  return piecesOf(editor)
    .map((piece) => piece.text)
    .join("");
}

/** The text offset of a place inside the editor. */
export function offsetOf(editor: Element, place: Place): number {
  let offset = 0;
  for (const piece of piecesOf(editor)) {
    if (piece.node === place.node && piece.kind === "text") return piece.start + place.offset;
    if (!startsBefore(piece, place)) break;
    offset = piece.start + piece.text.length;
  }
  return offset;
}

/** The place for a caret at a text offset; the end of the text when there is no such offset. */
export function placeAt(editor: Element, offset: number): Place {
  const pieces = piecesOf(editor);
  const text = pieces.find((piece) => piece.kind === "text" && piece.start <= offset && offset <= endOf(piece));
  if (text !== undefined) return { node: text.node, offset: offset - text.start };
  const solid = pieces.find((piece) => piece.kind === "solid" && (piece.start === offset || endOf(piece) === offset));
  if (solid !== undefined) return beside(solid.node, solid.start === offset ? 0 : 1);
  const block = pieces.find((piece) => piece.kind === "block" && endOf(piece) === offset);
  if (block !== undefined) return { node: block.node, offset: 0 };
  return { node: editor, offset: editor.childNodes.length };
}

function piecesOf(editor: Element): Piece[] {
  const pieces: Piece[] = [];
  const add = (kind: Piece["kind"], node: Node, text: string): void => {
    const last = pieces.at(-1);
    pieces.push({ kind, node, text, start: last === undefined ? 0 : endOf(last) });
  };
  leafBlocks(editor).forEach((block, index) => {
    add("block", block, index === 0 ? "" : "\n");
    const inline = inlineNodes(block);
    inline.forEach((node, at) => {
      if (node.nodeType === Node.TEXT_NODE) add("text", node, node.nodeValue ?? "");
      else if (node.nodeName !== "BR") add("solid", node, node.textContent ?? "");
      // The last line break of a block only keeps it open. Any other one is a new line.
      else add("solid", node, at === inline.length - 1 ? "" : "\n");
    });
  });
  return pieces;
}

/** The blocks without blocks inside: paragraphs and list items, or the editor itself when it holds bare text. */
function leafBlocks(element: Element): Element[] {
  const inner = [...element.children].filter((child) => child.matches(BLOCK));
  return inner.length === 0 ? [element] : inner.flatMap(leafBlocks);
}

/** Text, line breaks and things that cannot be typed in, such as a mention, in order. */
function inlineNodes(parent: Node): Node[] {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE || node.nodeName === "BR") return [node];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const element = node as Element;
    if (element.matches('[contenteditable="false"]')) return [element];
    return inlineNodes(element);
  });
}

function startsBefore(piece: Piece, place: Place): boolean {
  const start = piece.kind === "block" ? { node: piece.node, offset: 0 } : beside(piece.node, 0);
  const order = compare(start, place);
  return order < 0 || (order === 0 && piece.kind === "block");
}

function compare(one: Place, other: Place): number {
  const from = document.createRange();
  from.setStart(one.node, one.offset);
  const to = document.createRange();
  to.setStart(other.node, other.offset);
  return from.compareBoundaryPoints(Range.START_TO_START, to);
}

function beside(node: Node, after: 0 | 1): Place {
  const parent = node.parentNode ?? node;
  return { node: parent, offset: [...parent.childNodes].indexOf(node as ChildNode) + after };
}

function endOf(piece: Piece): number {
  return piece.start + piece.text.length;
}
