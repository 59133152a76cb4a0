/**
 * What the button in the composer may say, which is one thing. Whoever reads this must not trust the page around the
 * button: so the message carries nothing, is answered with nothing, and counts only where the button can be.
 */
import { BUTTON_CLICKED } from "../button/call";
import type { Sender } from "../shared/browser";
import { closed, oneOf } from "../shared/guards";

const isClick = closed({ type: oneOf(BUTTON_CLICKED.type) });

/** The tab in which our button was pressed: on a page of one of `origins` itself, not in a frame of it. */
export function tabOfClick(message: unknown, sender: Sender, ownId: string, origins: readonly string[]): number | undefined {
  const isOurs = sender.id === ownId && sender.frameId === 0 && origins.includes(URL.parse(sender.url ?? "")?.origin ?? "");
  return isOurs && isClick(message) ? sender.tabId : undefined;
}
