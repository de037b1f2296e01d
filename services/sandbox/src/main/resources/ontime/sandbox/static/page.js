// Small tools for building the page. Text goes in as text, never as markup: messages come from outside.

export const byId = (id) => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const { dataset, ...plain } = properties;
  const node = Object.assign(document.createElement(name), plain);
  Object.assign(node.dataset, dataset);
  node.append(...children);
  return node;
}

export function notice(place, tone, title, advice) {
  place.replaceChildren(element("p", { className: `notice ${tone}` }, element("b", {}, title), advice ?? ""));
}
