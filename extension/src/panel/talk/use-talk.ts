/** What the employee said about a suggestion, and saying something else instead. */
import { useState } from "preact/hooks";
import type { FeedbackRequest } from "vertel-schema";
import type { Failure } from "../../shared/failure";
import type { Feedback } from "../../shared/shapes";
import { ask } from "../ask";
import { useAsked } from "../use-asked";

export interface Talk {
  /** False until it is known what was said before: saying something would replace it. */
  readonly known: boolean;
  /** What stands with the server; while something is being sent, that. */
  readonly said: FeedbackRequest | undefined;
  /** The server's word on it: whether editors may read it. */
  readonly shown: boolean;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly retry: () => void;
  /** True when the server has it. */
  readonly say: (change: Partial<FeedbackRequest>) => Promise<boolean>;
  readonly takeBack: () => Promise<boolean>;
}

/** Null takes it back. */
type Wish = FeedbackRequest | null;

export function useTalk(suggestionId: string): Talk {
  const all = useAsked<"my_feedback">({ type: "my_feedback" });
  const [wish, setWish] = useState<Wish>();
  const [failed, setFailed] = useState<{ readonly failure: Failure; readonly wish: Wish }>();
  const mine = all.value?.find((one) => one.suggestion_id === suggestionId);
  const said = wish === undefined ? (mine && asRequest(mine)) : (wish ?? undefined);

  const put = (next: readonly Feedback[]): void => {
    all.put([...next, ...(all.value ?? []).filter((one) => one.suggestion_id !== suggestionId)]);
    // so that what the worker keeps is new too, when this is opened again
    void ask<"my_feedback">({ type: "my_feedback" });
  };

  const send = async (next: Wish): Promise<boolean> => {
    if (wish !== undefined) return false;
    setWish(next);
    setFailed(undefined);
    const reply =
      next === null
        ? await ask<"take_back">({ type: "take_back", suggestionId })
        : await ask<"give_feedback">({ type: "give_feedback", suggestionId, feedback: next });
    if (reply.ok) put(reply.value === null ? [] : [reply.value]);
    else setFailed({ failure: reply.failure, wish: next });
    setWish(undefined);
    return reply.ok;
  };

  return {
    known: all.value !== undefined,
    said,
    shown: mine?.shown ?? true,
    busy: wish !== undefined,
    failure: failed?.failure ?? (all.value === undefined ? all.failure : undefined),
    retry: () => { if (failed === undefined) all.retry(); else void send(failed.wish); },
    say: (change) => send({ ...(said ?? { reaction: "like" }), ...change }),
    takeBack: () => send(null),
  };
}

export function asRequest({ reaction, reason, comment, signed }: Feedback): FeedbackRequest {
  return { reaction, reason, comment, signed };
}
