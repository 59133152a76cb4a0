/** Sending a file from the console's worker: as `fetch` does it, and with what it says on the way. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listen, tell } from "../src/console/worker/progress";
import { sendFile } from "../src/console/worker/send-file";

/** A browser's request, whose server answers when the test says so. */
class FakeRequest {
  static last: FakeRequest;
  status = 0;
  response: Blob | null = null;
  responseType = "";
  readonly sent: unknown[] = [];
  readonly headers: Record<string, string> = {};
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload = (): void => undefined;
  onerror = (): void => undefined;
  onabort = (): void => undefined;
  onloadend = (): void => undefined;

  constructor() {
    FakeRequest.last = this;
  }

  open(...where: readonly string[]): void {
    this.sent.push(where.join(" "));
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  send(body: unknown): void {
    this.sent.push(body);
  }

  getAllResponseHeaders(): string {
    return "content-type: application/problem+json\r\nretry-after: 2\r\n";
  }

  abort(): void {
    this.onabort();
    this.onloadend();
  }

  answer(status: number, text: string): void {
    this.status = status;
    this.response = new Blob([text]);
    this.onload();
    this.onloadend();
  }
}

const FILE = new Blob(["kind;title\n"]);
const URL = "https://vertel.example.com/api/v1/suggestions/import";

beforeEach(() => { vi.stubGlobal("XMLHttpRequest", FakeRequest); });
afterEach(() => { vi.unstubAllGlobals(); });

describe("a file that is sent", () => {
  it("says how far it is, and answers as fetch does", async () => {
    const seen: unknown[] = [];
    const answer = sendFile(URL, { method: "POST", headers: { Authorization: "Bearer x" } }, FILE, (progress) => seen.push(progress));
    const request = FakeRequest.last;
    request.upload.onprogress?.({ loaded: 4, total: 11 });
    request.answer(422, "refused");

    const response = await answer;
    expect([response.status, response.headers.get("Retry-After"), await response.text()]).toEqual([422, "2", "refused"]);
    expect(seen).toEqual([{ sent: 4, total: 11 }]);
    expect(request.sent).toEqual([`POST ${URL}`, FILE]);
    expect(request.headers).toEqual({ authorization: "Bearer x" });
  });

  it("takes an answer without a body", async () => {
    const answer = sendFile(URL, {}, FILE, () => undefined);
    FakeRequest.last.answer(204, "");
    expect((await answer).status).toBe(204);
  });

  it("is rejected when the server is away", async () => {
    const answer = sendFile(URL, {}, FILE, () => undefined);
    FakeRequest.last.onerror();
    await expect(answer).rejects.toThrow(TypeError);
  });

  it.each(["before", "while"])("ends %s it is sent, with the reason of the signal", async (when) => {
    const { signal, abort } = ended();
    if (when === "before") abort();
    const answer = sendFile(URL, { signal }, FILE, () => undefined);
    if (when === "while") abort();
    await expect(answer).rejects.toThrow("too long");
  });
});

function ended(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => { controller.abort(new Error("too long")); } };
}

it("tells the one who made the call, until it is answered", () => {
  const seen: number[] = [];
  const { name, end } = listen(({ sent }) => seen.push(sent));
  tell({ type: "progress", of: name, progress: { sent: 1, total: 2 } });
  tell({ type: "progress", of: "another", progress: { sent: 2, total: 2 } });
  end();
  tell({ type: "progress", of: name, progress: { sent: 2, total: 2 } });
  expect(seen).toEqual([1]);
});
