/** Ctrl+K: a few letters of a view's name or of a suggestion's title, and Enter goes there. */
import { useLocation } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../ui/icons";
import { api } from "../api";
import { useConsole } from "../context";
import { plural, t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { NEW_SUGGESTION, placesFor } from "./places";

interface Target {
  readonly path: string;
  readonly label: string;
  readonly kind?: string;
}

/** Enough to choose from without scrolling. */
const MOST_FOUND = 8;
const PAUSE_MS = 200;

export function GoTo() {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setIsOpen(true);
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
    };
  }, []);
  return (
    <>
      <button type="button" class="place" aria-haspopup="dialog" title={t("shell.goToHint")} data-testid="go-to" onClick={() => { setIsOpen(true); }}>
        <Icon name="search" />
        {t("shell.goTo")}
      </button>
      {isOpen ? <GoToDialog onClose={() => { setIsOpen(false); }} /> : null}
    </>
  );
}

function GoToDialog({ onClose }: { readonly onClose: () => void }) {
  const { route } = useLocation();
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState(0);
  const suggestions = useSuggestions(typed.trim());
  const targets = [...useViews(typed), ...suggestions.found];
  const go = (target: Target | undefined): void => {
    if (target === undefined) return;
    onClose();
    route(target.path);
  };
  const move = (by: number): void => {
    if (targets.length > 0) setMarked((marked + by + targets.length) % targets.length);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") go(targets[marked]);
    else if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t("shell.goTo")} testid="go-to-dialog" onClose={onClose}>
      <input
        class="input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="targets"
        aria-activedescendant={targets.length > 0 ? idOf(marked) : undefined}
        aria-label={t("shell.goToFind")}
        placeholder={t("shell.goToFind")}
        maxLength={200}
        spellcheck={false}
        autofocus
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKey}
      />
      <Targets targets={targets} marked={marked} onGo={go} />
      <p class="small quiet" role="status">{sayingOf(suggestions.is, targets.length)}</p>
    </Dialog>
  );
}

const idOf = (place: number): string => `target-${String(place)}`;

interface TargetsProps {
  readonly targets: readonly Target[];
  readonly marked: number;
  readonly onGo: (target: Target) => void;
}

function Targets({ targets, marked, onGo }: TargetsProps) {
  return (
    <ul id="targets" class="targets" role="listbox" aria-label={t("shell.goTo")}>
      {targets.map((target, i) => (
        <li key={target.path} id={idOf(i)} class="target" role="option" aria-selected={i === marked} onClick={() => { onGo(target); }}>
          <span dir="auto">{target.label}</span>
          {target.kind === undefined ? null : <span class="small quiet">{target.kind}</span>}
        </li>
      ))}
    </ul>
  );
}

function sayingOf(is: Suggestions["is"], count: number): string {
  if (is === "loading") return t("shell.goToLooking");
  if (is === "failed") return t("shell.goToFailed");
  return count === 0 ? t("shell.goToNothing") : plural("shell.goToFound", count);
}

function useViews(typed: string): Target[] {
  const { isAdmin } = useConsole();
  const views = placesFor(isAdmin).map(({ path, label }) => ({ path, label: t(label) }));
  const looked = typed.trim().toLocaleLowerCase();
  return [...views, { path: NEW_SUGGESTION, label: t("shell.new") }].filter(({ label }) => label.toLocaleLowerCase().includes(looked));
}

interface Suggestions {
  readonly is: "loading" | "failed" | "ready";
  readonly found: readonly Target[];
}

/** Those that have the words, once the typing pauses. */
function useSuggestions(q: string): Suggestions {
  const [suggestions, setSuggestions] = useState<Suggestions>({ is: "ready", found: [] });
  useEffect(() => {
    if (q === "") {
      setSuggestions({ is: "ready", found: [] });
      return undefined;
    }
    let isOver = false;
    setSuggestions({ is: "loading", found: [] });
    const timer = setTimeout(() => {
      api.suggestions.browse({ view: "manage", q, limit: MOST_FOUND }).then(
        ({ items }) => {
          const found = items.map(({ id, title }) => ({ path: `/console/suggestions/${id}`, label: title, kind: t("shell.goToSuggestion") }));
          if (!isOver) setSuggestions({ is: "ready", found });
        },
        () => { if (!isOver) setSuggestions({ is: "failed", found: [] }); },
      );
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [q]);
  return suggestions;
}
