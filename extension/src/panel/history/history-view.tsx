/** What the employee told before: to look back, to search, to use again, and to forget. */
import { useEffect, useState } from "preact/hooks";
import { clipboard, storage } from "../../shared/browser";
import { libraryOf } from "../../shared/entries";
import { isHistory } from "../../shared/keys";
import type { Suggestion } from "../../shared/shapes";
import { read } from "../../shared/stored";
import { day, t } from "../i18n";
import { EmptyText } from "../list/list-states";
import { usePanel } from "../panel-context";
import { AskFirst } from "../ui/ask-first";
import { focusOn } from "../ui/focus";
import { SearchField } from "../ui/search-field";
import { TopBar } from "../ui/top-bar";
import { forgetPost, forgetPosts, loadPosts, searchPosts, tellAgain, type PastPost } from "./history";

export function HistoryView() {
  const { account } = usePanel();
  const posts = usePosts(account.id);
  const live = useLive();
  const [words, setWords] = useState("");
  const found = posts && searchPosts(posts, words);
  return (
    <main class="view" data-testid="history-view">
      <TopBar title={t("history")} />
      {posts === undefined || found === undefined ? null : posts.length === 0 ? (
        <EmptyText icon="clock" title={t("historyNothing")} text={t("historyAbout")} />
      ) : (
        <div class="history">
          <p class="quiet">{t("historyAbout")}</p>
          <SearchField value={words} testid="history-search" onValue={setWords} />
          <p class="hidden" role="status">{t("historyFound", found.length)}</p>
          {found.length === 0 ? <p>{t("notFoundTitle")}</p> : null}
          <ul>
            {found.map((post) => <Past key={post.key} post={post} of={live.get(post.suggestionId)} />)}
          </ul>
          <AskFirst
            name="history-forget-all"
            label={t("forgetAll")}
            question={t("forgetAllAsk")}
            answer={t("forgetAll")}
            onConfirm={async () => {
              await forgetPosts(account.id);
              focusOn("h1");
              return undefined;
            }}
          />
        </div>
      )}
    </main>
  );
}

/** Undefined until they are read. */
function usePosts(owner: string): readonly PastPost[] | undefined {
  const [posts, setPosts] = useState<readonly PastPost[]>();
  useEffect(() => {
    const load = (): void => void loadPosts(owner).catch(() => []).then(setPosts);
    load();
    return storage.onChange((changed) => { if (changed.some((key) => isHistory(key, owner))) load(); });
  }, []);
  return posts;
}

/** The suggestions that can still be told, by id. */
function useLive(): ReadonlyMap<string, Suggestion> {
  const [live, setLive] = useState<ReadonlyMap<string, Suggestion>>(new Map());
  useEffect(() => {
    void read(storage, libraryOf({})).then((library) => { setLive(new Map(library?.items.map((item) => [item.id, item]))); }, () => undefined);
  }, []);
  return live;
}

interface PastProps {
  readonly post: PastPost;
  /** Undefined when the suggestion has ended since. */
  readonly of: Suggestion | undefined;
}

function Past({ post, of }: PastProps) {
  const { account, navigation, toast } = usePanel();
  const { title, text, at, key, method } = post;
  const isTip = method === "tip";
  const when = day(new Date(at).toISOString());
  const copy = async (): Promise<void> => {
    if (await clipboard.write(text)) toast({ tone: "good", about: "past_copied", text: t("copied") });
    else toast({ tone: "bad", about: "copy_failed", text: t("copyFailed") });
  };
  const again = async (suggestion: Suggestion): Promise<void> => {
    await tellAgain(account.id, post);
    navigation.open({ name: "detail", of: suggestion });
  };
  const forget = (): void => {
    focusOn("h1");
    void forgetPost(key);
  };
  return (
    <li class="past" data-testid="past">
      <h2 dir="auto">{title}</h2>
      <p class="quiet small" data-testid={isTip ? "past-tip" : undefined}>{isTip ? t("historyTip", when) : when}</p>
      <p class="past-text" dir="auto" tabIndex={0} role="group" aria-label={title}>{text}</p>
      <div class="note-actions">
        {of === undefined || isTip ? null : (
          <button type="button" class="text-button" data-testid="past-again" data-id={of.id} aria-label={`${t("useAgain")}: ${title}`} onClick={() => void again(of)}>
            {t("useAgain")}
          </button>
        )}
        <button type="button" class="text-button" data-testid="past-copy" aria-label={`${t("copy")}: ${title}`} onClick={() => void copy()}>
          {t("copy")}
        </button>
        <button type="button" class="text-button" data-testid="past-forget" aria-label={`${t("forget")}: ${title}`} onClick={forget}>
          {t("forget")}
        </button>
      </div>
    </li>
  );
}
