/**
 * There is no post yet to put the text in: it waits, and one click opens a place to write. That it waits is remembered,
 * since panels are closed meanwhile.
 */
import { useEffect, useState } from "preact/hooks";
import { storage } from "../../shared/browser";
import { oneOf, open, string } from "../../shared/guards";
import * as keys from "../../shared/keys";
import { fits, read, type Entry } from "../../shared/stored";
import { t } from "../i18n";
import { showPost, type NoPost } from "../insert";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";

/** Why a text waits: there was no post to put it in, or one is being opened. */
type WaitingFor = NoPost | "opened";

const WAITING: Entry<{ readonly suggestionId: string; readonly why: WaitingFor }> = {
  key: keys.WAITING,
  parse: fits(open({ suggestionId: string, why: oneOf("no_tab", "elsewhere", "no_composer", "opened") })),
};

async function whatWaits(suggestionId: string): Promise<WaitingFor | undefined> {
  const waiting = await read(storage, WAITING).catch(() => undefined);
  return waiting?.suggestionId === suggestionId ? waiting.why : undefined;
}

function keepWaiting(suggestionId: string, why: WaitingFor | undefined): Promise<void> {
  const kept = why === undefined ? storage.remove([keys.WAITING]) : storage.set({ [keys.WAITING]: { suggestionId, why } });
  return kept.catch(() => undefined);
}

export interface WaitingText {
  readonly why: WaitingFor | undefined;
  readonly wait: (why: WaitingFor) => void;
  /** It waits no longer: inserted, copied, or put away. */
  readonly done: () => void;
}

export function useWaiting(suggestionId: string): WaitingText {
  const [why, setWhy] = useState<WaitingFor>();
  useEffect(() => void whatWaits(suggestionId).then(setWhy), []);
  const change = (next: WaitingFor | undefined): void => {
    setWhy(next);
    void keepWaiting(suggestionId, next);
  };
  return { why, wait: change, done: () => { if (why !== undefined) change(undefined); } };
}

export function Waiting({ why, wait, done }: WaitingText) {
  return (
    <div class="waiting-place" role="status">
      {why === undefined ? null : (
        <div class="waiting small" data-testid="waiting" data-about={why}>
          <div>
            <p>{t(`waiting_${why}`)}</p>
            {why === "opened" ? null : <OpenPost why={why} onOpened={() => { wait("opened"); }} />}
          </div>
          <button
            type="button"
            class="icon-button"
            data-testid="waiting-away"
            aria-label={t("waitingAway")}
            title={t("waitingAway")}
            onClick={() => {
              done();
              focusOn(INSERT);
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

const INSERT = "[data-testid=insert]";

function OpenPost({ why, onOpened }: { readonly why: NoPost; readonly onOpened: () => void }) {
  const open = (): void => {
    onOpened();
    // what they come back for
    focusOn(INSERT);
    void showPost(why);
  };
  return (
    <button type="button" class="text-button" data-testid="open-post" onClick={open}>
      {t(why === "elsewhere" ? "showLinkedIn" : "openPost")}
    </button>
  );
}
