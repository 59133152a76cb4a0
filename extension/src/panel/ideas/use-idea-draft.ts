/** The one idea that is being written, and sending it. */
import { useRef, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import type { Failure } from "../../shared/failure";
import { photoKey } from "../../shared/keys";
import { read } from "../../shared/stored";
import { ask } from "../ask";
import { t } from "../i18n";
import { readsIn } from "../languages";
import { usePanel } from "../panel-context";
import { useSaved } from "../use-saved";
import { freshDraft, ideaOf, isBlank, photoOf, withContent, type AskedQuestion, type Content, type IdeaDraft } from "./idea-draft";
import { sendIdea } from "./send-idea";

export interface Writing {
  readonly draft: IdeaDraft;
  readonly change: (step: (now: IdeaDraft) => Content) => void;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** True when the server has it. */
  readonly send: () => Promise<boolean>;
  readonly discard: () => Promise<void>;
}

/** Undefined for the moment it takes to look whether there is a draft. */
export function useIdeaDraft(question?: AskedQuestion): Writing | undefined {
  const { account } = usePanel();
  const saved = useSaved(ideaOf(account.id), isBlank);
  const fresh = useRef(freshDraft(readsIn(account)[0] ?? t("locale"), question));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  if (saved.value === undefined) return undefined;
  const draft = saved.value ?? fresh.current;

  const discard = async (): Promise<void> => {
    await storage.remove(draft.photos.map(({ id }) => photoKey(account.id, id)));
    await saved.change(() => null);
  };

  return {
    draft,
    change: (step) => {
      void saved.change((now) => withContent(now ?? fresh.current, step(now ?? fresh.current)));
    },
    busy,
    failure,
    discard,
    send: async () => {
      if (busy) return false;
      setBusy(true);
      setFailure(undefined);
      const reply = await sendIdea(draft, { ask, photo: (id) => read(storage, photoOf(account.id, id)), keep: (next) => saved.change(() => next) });
      if (reply.ok) await discard();
      else setFailure(reply.failure);
      setBusy(false);
      return reply.ok;
    },
  };
}
