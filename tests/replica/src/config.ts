/**
 * What a page of the replica is, read from its address, so that a test says in one line what it opens:
 *
 *   /feed/?variant=a|b|d     which composer the feed has (default b)
 *   /company/<id>/admin/page-posts/published/     variant c
 *   /sharing/compose         variant a as a page of its own
 *   /posts/<id>              a post with a comment box, no composer
 *   &dialog=show|modal       variant a: how the dialog is opened (default modal)
 *   &root=shadow             variant a: inside an open shadow root
 *   &placeholder=none|empty|editor   variant a: what stands there for the first half second (default empty)
 *   &lang=en|nl|ar
 *   &hostile=1               (read by the server) no content security policy stands in the page's own way
 */
import type { Language } from "./labels";

export type Variant = "a" | "b" | "c" | "d";

export interface Config {
  readonly variant: Variant;
  readonly page: "feed" | "company" | "compose" | "post" | "network";
  readonly modal: boolean;
  readonly shadow: boolean;
  readonly placeholder: "none" | "empty" | "editor";
  readonly language: Language;
}

export function readConfig(): Config {
  const query = new URLSearchParams(location.search);
  const page = pageOf(location.pathname);
  return {
    page,
    variant: page === "company" ? "c" : page === "compose" ? "a" : oneOf(query.get("variant"), ["b", "a", "d"]),
    modal: query.get("dialog") !== "show",
    shadow: query.get("root") === "shadow",
    placeholder: oneOf(query.get("placeholder"), ["empty", "none", "editor"]),
    language: oneOf(query.get("lang"), ["en", "nl", "ar"]),
  };
}

function pageOf(path: string): Config["page"] {
  if (path.startsWith("/company/")) return "company";
  if (path.startsWith("/sharing/compose")) return "compose";
  if (path.startsWith("/posts/")) return "post";
  return path.startsWith("/mynetwork/") ? "network" : "feed";
}

/** The value when it is one of them, else the first of them. */
function oneOf<T extends string>(value: string | null, allowed: readonly [T, ...T[]]): T {
  return allowed.find((each) => each === value) ?? allowed[0];
}
