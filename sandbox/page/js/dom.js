/**
 * The only ways this page makes nodes: every string becomes a text node or an attribute,
 * so nothing that people or the bot typed can ever be read as HTML.
 */

const SVG_SPACE = 'http://www.w3.org/2000/svg';
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

function setProperty(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === 'class') node.setAttribute('class', value);
  else if (name === 'on') {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === 'style') {
    for (const [rule, setting] of Object.entries(value)) node.style.setProperty(rule, setting);
  } else if (name === 'data') Object.assign(node.dataset, value);
  else if (name === 'value') node.value = value;
  else if (name === 'checked' || name === 'disabled' || name === 'hidden') node[name] = value;
  else node.setAttribute(name, value === true ? '' : String(value));
}

function build(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) setProperty(node, name, value);
  node.append(
    ...children
      .flat(Number.POSITIVE_INFINITY)
      .filter((child) => child !== null && child !== undefined),
  );
  return node;
}

/** An HTML element. Children are nodes or strings; null and undefined are left out. */
export function h(tag, props, ...children) {
  return build(document.createElement(tag), props, children);
}

/** An SVG element. */
export function svg(tag, props, ...children) {
  return build(document.createElementNS(SVG_SPACE, tag), props, children);
}

/** A link when the address has a scheme a person can follow, otherwise its words only. */
export function link(address, ...children) {
  if (!SAFE_LINK.test(address))
    return h('span', { class: 'dead-link', title: address }, ...children);
  const outside = /^https?:/i.test(address);
  return h(
    'a',
    {
      href: address,
      target: outside ? '_blank' : null,
      rel: outside ? 'noreferrer noopener' : null,
    },
    ...children,
  );
}

/**
 * Brings `parent` to show `items` in order and keeps each node whose signature did not change,
 * so that a half-typed input, an open list or the focus survives a live update.
 */
export function keyed(parent, items, { key, signature, make }) {
  const known = new Map();
  for (const child of [...parent.children]) {
    if (child.dataset.key !== undefined) known.set(child.dataset.key, child);
    else child.remove();
  }
  let place = parent.firstChild;
  for (const [index, item] of items.entries()) {
    const name = key(item, index);
    const sign = signature(item, index);
    let node = known.get(name);
    if (node === undefined || node.keyedSignature !== sign) {
      const fresh = make(item, index);
      fresh.dataset.key = name;
      fresh.keyedSignature = sign;
      if (node !== undefined) {
        if (place === node) place = node.nextSibling;
        node.remove();
      }
      node = fresh;
    }
    known.delete(name);
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
  for (const gone of known.values()) gone.remove();
}

/** Replaces everything inside `parent`. */
export function fill(parent, ...children) {
  parent.replaceChildren(
    ...children
      .flat(Number.POSITIVE_INFINITY)
      .filter((child) => child !== null && child !== undefined),
  );
  return parent;
}

const FOCUSABLE = 'button, input, select, textarea, a[href]';

/** Like `fill`, but the control at the same place keeps the focus: for strips that are drawn anew. */
export function refill(parent, ...children) {
  const place = [...parent.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  fill(parent, ...children);
  if (place >= 0) parent.querySelectorAll(FOCUSABLE)[place]?.focus({ preventScroll: true });
}

let lastId = 0;

/** An id no other element of this page has. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** Waits until calls pause for `milliseconds`; `flush()` runs a waiting call now. */
export function settled(milliseconds, work) {
  let timer = null;
  let waiting = null;
  const run = () => {
    const args = waiting;
    clearTimeout(timer);
    timer = null;
    waiting = null;
    if (args) work(...args);
  };
  const later = (...args) => {
    waiting = args;
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
  later.flush = run;
  return later;
}
