/** Something over the page, until it is answered or closed: by Escape, by its cross, or by a click beside it. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons";
import { t } from "../i18n";

interface Props {
  readonly title: string;
  readonly testid: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** The answers, at the foot. */
  readonly actions?: ComponentChildren;
  /** For what needs the width: a picture, a comparison. */
  readonly isWide?: boolean;
}

export function Dialog({ title, testid, onClose, children, actions, isWide = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // at once: the Escape of a quick hand must not come before it
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => { if (before instanceof HTMLElement) before.focus(); };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={isWide ? "dialog wide" : "dialog"}
      data-testid={testid}
      aria-labelledby={`${testid}-title`}
      onClose={onClose}
      onClick={(event) => { if (event.target === dialog.current) onClose(); }}
      // the keys of what lies underneath are not for now
      onKeyDown={(event) => { event.stopPropagation(); }}
    >
      <div class="dialog-inside">
        <header class="dialog-head">
          <h2 id={`${testid}-title`}>{title}</h2>
          <button type="button" class="icon-button" aria-label={t("shell.close")} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
        {actions === undefined ? null : <div class="dialog-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
