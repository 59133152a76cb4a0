/** The parts of Quill 1.3.7 that the replica uses, which comes without types, and the stylesheet, which esbuild takes. */
declare module "*.css";

declare module "quill/dist/quill.core.js" {
  type NativeRange = Pick<StaticRange, "startContainer" | "startOffset" | "endContainer" | "endOffset" | "collapsed">;

  export default class Quill {
    constructor(
      place: HTMLElement,
      options: { placeholder: string; formats: string[]; modules: { history: { delay: number } } },
    );
    readonly root: HTMLElement;
    readonly selection: {
      hasFocus(): boolean;
      getNativeRange(): unknown;
      setNativeRange(startNode: Node | null, startOffset?: number, endNode?: Node | null, endOffset?: number): void;
      normalizeNative(range: NativeRange): unknown;
      update(source: string): void;
    };
    on(event: "text-change", listener: () => void): void;
    getText(): string;
    setText(text: string, source: string): void;
    getSelection(): { index: number } | null;
    setSelection(index: number, length: number): void;
  }
}
