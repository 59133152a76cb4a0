/** Filters under a name, above the list: everybody's, and one's own. */
import { useEffect, useState } from "preact/hooks";
import { useConsole } from "../context";
import { t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icons";
import { addressOf, useQuery } from "../ui/use-query";
import type { Filters } from "./listing";
import { BUILT_IN, canonical, loadViews, LONGEST_NAME, renamed, saveViews, withoutView, withView, type SavedView } from "./views";

const PATH = "/console/suggestions";

const linkTo = (search: string): string => (search === "" ? PATH : `${PATH}?${search}`);

/** What an editor saved, and a way to change it that is on the screen at once. */
function useOwnViews(): readonly [views: readonly SavedView[], change: (views: readonly SavedView[]) => Promise<void>] {
  const { account, toast } = useConsole();
  const [views, setViews] = useState<readonly SavedView[]>([]);
  useEffect(() => void loadViews(account.id).then(setViews), [account.id]);
  const change = async (next: readonly SavedView[]): Promise<void> => {
    setViews(next);
    await saveViews(account.id, next).catch(() => { toast({ tone: "bad", about: "views", text: t("failure_storage") }); });
  };
  return [views, change];
}

export function Views({ filters }: { readonly filters: Filters }) {
  const { toast } = useConsole();
  const [views, change] = useOwnViews();
  const [asking, setAsking] = useState<"save" | "rename">();
  const [, changeQuery] = useQuery();
  const here = canonical(addressOf("", filters).slice(1));
  const own = views.find(({ search }) => canonical(search) === here);
  const isKnown = own !== undefined || BUILT_IN.some(({ search }) => canonical(search) === here);
  const name = (given: string): void => {
    setAsking(undefined);
    void change(own === undefined ? withView(views, { name: given, search: here }) : renamed(views, own.name, given));
  };
  const remove = (view: SavedView): void => {
    void change(withoutView(views, view.name));
    const undo = { label: t("undo"), run: () => void change(withView(withoutView(views, view.name), view)) };
    toast({ tone: "good", about: "view-removed", text: t("suggestions.viewRemoved", view.name), action: undo });
    changeQuery({});
  };
  return (
    <div class="view-tabs">
      <nav aria-label={t("suggestions.views")}>
        {BUILT_IN.map(({ label, search }) => <Tab key={search} name={t(label)} search={search} here={here} />)}
        {views.map((view) => <Tab key={view.name} {...view} here={here} />)}
      </nav>
      {isKnown ? null : (
        <button type="button" class="text-button" data-testid="save-view" onClick={() => { setAsking("save"); }}>{t("suggestions.saveView")}</button>
      )}
      {own === undefined ? null : (
        <span class="view-does">
          <button type="button" class="icon-button" data-testid="rename-view" aria-label={t("suggestions.renameView", own.name)} onClick={() => { setAsking("rename"); }}>
            <Icon name="pencil" />
          </button>
          <button type="button" class="icon-button" data-testid="remove-view" aria-label={t("suggestions.removeView", own.name)} onClick={() => { remove(own); }}>
            <Icon name="trash" />
          </button>
        </span>
      )}
      {asking === undefined ? null : <NameDialog first={own?.name ?? ""} onName={name} onClose={() => { setAsking(undefined); }} />}
    </div>
  );
}

function Tab({ name, search, here }: SavedView & { readonly here: string }) {
  const isHere = canonical(search) === here;
  return <a class="view-tab" href={linkTo(search)} aria-current={isHere ? "page" : undefined} dir="auto">{name}</a>;
}

interface NameProps {
  readonly first: string;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

function NameDialog({ first, onName, onClose }: NameProps) {
  const [name, setName] = useState(first);
  const save = (event: Event): void => {
    event.preventDefault();
    if (name.trim() !== "") onName(name.trim());
  };
  return (
    <Dialog title={t("suggestions.nameView")} testid="name-view" onClose={onClose}>
      <form class="stack" onSubmit={save}>
        <label class="field">
          <span class="label">{t("suggestions.viewName")}</span>
          <input class="input" data-testid="view-name" maxLength={LONGEST_NAME} required autofocus dir="auto" value={name} onInput={(event) => { setName(event.currentTarget.value); }} />
        </label>
        <p class="small quiet">{t("suggestions.viewsKept")}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>{t("cancel")}</button>
          <button type="submit" class="button primary" data-testid="view-save">{t("suggestions.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}
