/**
 * The page's own detective: what a site that looks for extensions can see without leaving the page. It says
 * nothing while there is nothing to see, and one line per trace otherwise.
 */

const TRACE = /vertel|(?:chrome|moz)-extension:/iu;

export class Watcher {
  readonly #seen: string[] = [];
  readonly #names = new Set(namesOf(window));
  readonly #own: string;
  readonly #editor: () => HTMLElement | null;
  readonly #observer: MutationObserver;

  constructor(editor: () => HTMLElement | null) {
    this.#editor = editor;
    this.#own = outside(editor());
    this.#observer = new MutationObserver((records) => {
      this.#note(records);
    });
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    for (const root of rootsOf(document)) this.#observer.observe(root, everything);
    addEventListener("message", (event) => this.#seen.push(`message from ${event.origin}`));
    addEventListener("error", (event) => this.#seen.push(`error ${event.message} in ${event.filename}`));
    addEventListener("unhandledrejection", (event) => this.#seen.push(`rejection ${String(event.reason)}`));
    document.addEventListener("securitypolicyviolation", (event) => this.#seen.push(`blocked ${event.blockedURI}`));
    for (const kind of ["click", "paste", "copy"]) {
      addEventListener(kind, () => this.#seen.push(`event ${kind}`), true);
    }
  }

  async signals(): Promise<string[]> {
    this.#note(this.#observer.takeRecords());
    // Messages and errors are told in later tasks.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return [...this.#seen, ...this.#newNames(), ...this.#foreignResources(), ...this.#changes(), ...bridges()];
  }

  #note(records: MutationRecord[]): void {
    for (const { target, type, attributeName } of records) {
      // What the editor threw out of itself is its own business. Nothing outside comes or goes without its parent.
      if (!target.isConnected || this.#editor()?.contains(target) === true) continue;
      this.#seen.push(`${type} ${attributeName ?? ""} of ${target.nodeName}`);
    }
  }

  #newNames(): string[] {
    const suspect = (name: string): boolean => TRACE.test(name) || !this.#names.has(name);
    return namesOf(window).flatMap((name) => (suspect(name) ? [`global ${name}`] : []));
  }

  #foreignResources(): string[] {
    const names = performance.getEntries().map((entry) => entry.name);
    return names.filter((name) => /^[a-z-]+:\/\//u.test(name) && !name.startsWith(location.origin));
  }

  #changes(): string[] {
    const now = outside(this.#editor());
    return [...(now === this.#own ? [] : ["the page outside the editor"]), ...(TRACE.test(now) ? ["a string"] : [])];
  }
}

/** A page can call an extension only when the extension's manifest invites it. */
function bridges(): string[] {
  const { chrome, browser } = window as { chrome?: { runtime?: unknown }; browser?: unknown };
  return [...(chrome?.runtime === undefined ? [] : ["chrome.runtime"]), ...(browser === undefined ? [] : ["browser"])];
}

function namesOf(scope: object): string[] {
  const holders = [scope, document, navigator, document.documentElement];
  return holders.flatMap((holder) => Reflect.ownKeys(holder).map(String));
}

/** The whole page as text, shadow roots too, except the inside of the editor. */
function outside(editor: HTMLElement | null): string {
  const tell = (node: Node): string => {
    if (node === editor) return "[editor]";
    if (!(node instanceof Element)) return node instanceof ShadowRoot || node instanceof Document ? "" : (node.nodeValue ?? "");
    const inner = [...(node.shadowRoot === null ? [] : [node.shadowRoot]), node];
    const children = inner.flatMap((parent) => [...parent.childNodes].map(tell));
    return `<${node.nodeName}${[...node.attributes].map(({ name, value }) => ` ${name}=${value}`).join("")}>${children.join("")}`;
  };
  return tell(document.documentElement);
}

function rootsOf(page: Document): (Document | ShadowRoot)[] {
  const roots: (Document | ShadowRoot)[] = [page];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  return roots;
}
