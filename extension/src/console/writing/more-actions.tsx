/** What one does with a suggestion now and then: undo, duplicate, archive, leave what was not published. */
import { useLocation } from "preact-iso/router";
import { useEffect, useRef, useState } from "preact/hooks";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { useConsole } from "../context";
import { t } from "../i18n";
import { copyOf } from "../suggestions/duplicate";
import { useAction } from "../ui/use-action";
import { forget } from "../ui/use-loaded";
import { asShown } from "./as-shown";
import { useWriting } from "./context";
import { History } from "./history";
import type { Publishing } from "./use-publishing";

export function More({ publishing }: { readonly publishing: Publishing }) {
  const { session } = useWriting();
  const { toast } = useConsole();
  const { route } = useLocation();
  const menu = useRef<HTMLDetailsElement>(null);
  useClosing(menu);
  const [isHistory, setIsHistory] = useState(false);
  const { sent: { status } = {}, id } = session.saver.basis ?? {};
  const duplicate = useAction(async () => {
    const people = session.form.people.map(({ key: id, ...person }) => ({ ...person, id }));
    const made = await api.suggestions.create(copyOf({ ...asShown(session.form), people }, (text) => t("suggestions.copyTitle", text)));
    forget("suggestions");
    route(`/console/suggestions/${made.id}`);
    toast({ tone: "good", about: "duplicated", text: t("suggestions.duplicated") });
  });
  const choose = (act: () => void) => () => {
    if (menu.current !== null) menu.current.open = false;
    act();
  };
  if (status === undefined) return null;
  const isChanged = session.saver.isPublished && session.saver.isDirty;
  return (
    <>
      <details ref={menu} class="more-menu" data-testid="more-actions">
        <summary class="button">{t("writing.more")}</summary>
        <div class="menu-inside">
          {isChanged ? <Item testid="discard" label={t("writing.discard")} onChoose={choose(() => { toast({ tone: "good", about: "discarded", text: t("writing.discarded"), action: { label: t("undo"), run: session.discard() } }); })} /> : null}
          <Item testid="history-open" label={t("writing.history")} onChoose={choose(() => { setIsHistory(true); })} />
          <Item testid="duplicate" label={t("writing.duplicate")} onChoose={choose(() => void duplicate.run())} />
          {status === "draft" ? null : <Item testid="to-draft" label={t("writing.toDraft")} onChoose={choose(() => void publishing.unpublish())} />}
          {status === "archived" ? null : <Item testid="archive" label={t("writing.archive")} onChoose={choose(() => void publishing.archive())} />}
        </div>
      </details>
      {/* outside of the menu, which is closed by then */}
      {isHistory && id !== undefined ? <History id={id} onClose={() => { setIsHistory(false); }} /> : null}
      {duplicate.failure === undefined ? null : <FailureNote failure={duplicate.failure} what={t("writing.duplicateFailed")} testid="duplicate-failed" />}
    </>
  );
}

interface ItemProps {
  readonly label: string;
  readonly testid: string;
  readonly onChoose: () => void;
}

const Item = ({ label, testid, onChoose }: ItemProps) => (
  <button type="button" class="place" data-testid={testid} onClick={onChoose}>{label}</button>
);

/** By Escape, and by a press anywhere else. */
function useClosing(menu: { readonly current: HTMLDetailsElement | null }): void {
  const [, draw] = useState(0);
  useEffect(() => {
    const close = (event: Event): void => {
      const open = menu.current;
      if (open?.open !== true || (event.target instanceof Node && open.contains(event.target) && !(event instanceof KeyboardEvent))) return;
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      open.open = false;
      if (event instanceof KeyboardEvent) open.querySelector("summary")?.focus();
      draw((count) => count + 1);
    };
    addEventListener("pointerdown", close);
    addEventListener("keydown", close);
    return () => {
      removeEventListener("pointerdown", close);
      removeEventListener("keydown", close);
    };
  }, []);
}
