/** The content of a data block: base64 of gzip of JSON, in a `<template>`, where it is text until it is asked for. */
export async function inflate<T>(id: string): Promise<T | undefined> {
  let template = document.getElementById(id);
  if (!template && document.readyState === "loading") {
    // The page's script runs before the blocks behind it have been read.
    await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve, { once: true }));
    template = document.getElementById(id);
  }
  if (!(template instanceof HTMLTemplateElement)) return undefined;
  const text = template.content.textContent ?? "";
  // As a data: URL would be quicker to decode, and is what the page's own policy forbids.
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as T;
}
