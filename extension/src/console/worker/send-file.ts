/** Sends a request with a file in it, and says how far it is: what `fetch` sends, no browser tells. */
import type { Progress } from "./protocol";

const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** As `fetch` does: a promise of the answer, rejected when there is none or the signal ends it. */
export function sendFile(url: string, init: RequestInit, file: Blob, onProgress: (progress: Progress) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { signal } = init;
    const request = new XMLHttpRequest();
    const end = (): void => { request.abort(); };
    request.open(init.method ?? "POST", url);
    request.responseType = "blob";
    new Headers(init.headers).forEach((value, name) => { request.setRequestHeader(name, value); });
    request.upload.onprogress = ({ loaded, total }) => { onProgress({ sent: loaded, total }); };
    request.onload = () => { resolve(answerOf(request)); };
    request.onerror = () => { reject(new TypeError("the server was not reached")); };
    request.onabort = () => { reject(signal?.reason as Error); };
    request.onloadend = () => { signal?.removeEventListener("abort", end); };
    signal?.addEventListener("abort", end);
    request.send(file);
    if (signal?.aborted === true) end();
  });
}

function answerOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().split("\r\n")) {
    const at = line.indexOf(":");
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  const { status } = request;
  return new Response(WITHOUT_BODY.includes(status) ? null : request.response as Blob, { status, headers });
}
