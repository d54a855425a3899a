// Puts text on the clipboard when the kernel asks for it.

export function copyOnRequest(model) {
  const receive = (message) => "copy" in message && copy(model, message.parameter ? addressWith(message) : message.copy);
  model.on("msg:custom", receive);
  return () => model.off("msg:custom", receive);
}

// The address of this page, which shows the design of the text then.
function addressWith({ copy, parameter }) {
  const address = new URL(location.href);
  address.searchParams.set(parameter, copy);
  address.hash = "";
  return address.href;
}

async function copy(model, text) {
  let copied = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page without HTTPS has no clipboard. The old method needs a selected field.
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    copied = document.execCommand("copy");
    field.remove();
    focused?.focus?.({ preventScroll: true });
  }
  model.send({ copied });
}
