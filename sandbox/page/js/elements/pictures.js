import { h } from '../dom.js';
import { icon } from '../ui/icons.js';

/** Where an image element's bytes are: its own address, or a file kept by the practice workspace. */
function addressOf(element) {
  if (element.image_url) return element.image_url;
  const { id, url } = element.slack_file ?? {};
  if (id) return `/control/file/${encodeURIComponent(id)}`;
  const known = /\/files\/([^/]+)\//.exec(url ?? '');
  return known ? `/control/file/${known[1]}` : (url ?? '');
}

/** An image; one that cannot be loaded leaves a box with its words, never a broken picture. */
export function image(element, _env, className) {
  const picture = h('img', {
    class: className,
    src: addressOf(element),
    alt: element.alt_text ?? '',
    loading: 'lazy',
  });
  picture.addEventListener('error', () =>
    picture.replaceWith(
      h(
        'span',
        { class: `image-missing ${className}` },
        icon('picture'),
        ' ',
        element.alt_text ?? '',
      ),
    ),
  );
  return picture;
}
