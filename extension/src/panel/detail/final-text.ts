/** The text as it leaves the panel. */
import { withLink, withoutLink } from "../../shared/post";
import type { LinkState } from "./use-link";

export function finalText(text: string, link: LinkState): string {
  switch (link.is) {
    case "none":
      return withoutLink(text);
    case "coming":
      return text;
    case "tracked":
    case "plain":
      return withLink(text, link.url);
  }
}
