/** What the organisation is told of an insertion or a copy: which suggestion, never the text. */
import { useEffect, useRef } from "preact/hooks";
import { LINK, similarity } from "../../shared/post";
import type { ShareRequest, Suggestion } from "../../shared/shapes";
import { historyKey } from "../../shared/keys";
import { uuid7 } from "../../shared/uuid7";
import { ask } from "../ask";
import { forgetPost, keepPost } from "../history/history";
import { titleFor } from "../languages";
import { usePanel } from "../panel-context";
import { forgetTold, keepTold, loadTold } from "./told";
import type { Writing } from "./use-draft";
import { urlOf, type LinkState } from "./use-link";

type Method = ShareRequest["method"];

/** What was written, and what it began with. */
type Written = Pick<Writing, "option" | "text">;

export function useShares(suggestion: Suggestion, writing: Written, onNotKept: () => void) {
  const { account } = usePanel();
  // the same text, inserted again or copied as well, is still one share
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    void loadTold(suggestion.id).then((before) => { told.current = new Map([...before, ...told.current]); });
  }, [suggestion.id]);

  const forget = (text: string, id: string): void => {
    told.current.delete(text);
    void forgetTold(id);
  };

  /** For the employee alone; without room for it, it is just not remembered. */
  const remember = (id: string, method: Method, text: string, used: LinkState): void => {
    const { text: title } = titleFor(suggestion, account);
    const post = { suggestionId: suggestion.id, title, option: writing.option.id, text, method, link: urlOf(used) };
    void keepPost(account.id, id, post).catch(() => undefined);
  };

  const note = (method: Method, text: string, used: LinkState): void => {
    const known = told.current.get(text);
    if (known !== undefined) {
      remember(known, method, text, used);
      return;
    }
    // a server that does not know tips counts them all the same
    const sent = method === "tip" && !account.knowsTips ? "copy" : method;
    const share = shareOf(suggestion, writing, sent, text, used);
    told.current.set(text, share.id);
    // at once, not when it is answered: the page may be gone by then
    void keepTold(share.id, { suggestionId: suggestion.id, text });
    remember(share.id, method, text, used);
    void ask<"share">({ type: "share", share }).then(({ ok }) => {
      if (ok) return;
      forget(text, share.id);
      onNotKept();
    });
  };

  /** No longer to be undone, so the server may hear of it. */
  const stands = (text: string): void => {
    const id = told.current.get(text);
    if (id !== undefined) void ask<"share_stands">({ type: "share_stands", id });
  };

  /** It was undone. What the server has heard already stays; then the same text is not told a second time. */
  const takeBack = async (text: string): Promise<void> => {
    const id = told.current.get(text);
    if (id === undefined) return;
    void forgetPost(historyKey(account.id, suggestion.id, id));
    const reply = await ask<"share_undone">({ type: "share_undone", id });
    if (reply.ok && reply.value) forget(text, id);
  };

  return { note, stands, takeBack };
}

export type Shares = ReturnType<typeof useShares>;

function shareOf(
  suggestion: Suggestion,
  { option, text: written }: Written,
  method: Method,
  text: string,
  used: LinkState,
): ShareRequest {
  return {
    id: uuid7(),
    suggestion_id: suggestion.id,
    caption_id: option.way === "caption" ? option.id : null,
    link_code: used.is === "tracked" && written.includes(LINK) ? used.code : null,
    method,
    similarity: option.way === "caption" ? similarity(option.text, text) : null,
    occurred_at: `${new Date().toISOString().slice(0, 19)}Z`,
  };
}
