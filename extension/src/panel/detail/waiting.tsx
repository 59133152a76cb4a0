/** There is no post yet to put the text in: it waits, and one click opens a place to write. */
import { t } from "../i18n";
import { showPost, type NoPost } from "../insert";
import { focusOn } from "../ui/focus";
import { Icon } from "../ui/icons";
import type { WaitingText } from "./use-waiting";

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
