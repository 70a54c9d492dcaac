import { fill, h } from '../dom.js';

/** file_input: files are uploaded when chosen; the value is the list of their ids. */
export function fileInput(slot) {
  const most = slot.element.max_files ?? 10;
  let files = (slot.value() ?? []).map((id) => ({ id, name: id }));
  const list = h('ul', { class: 'file-list' });
  const keep = (next) => {
    files = next;
    slot.change(files.map(({ id }) => id));
    show();
  };
  const show = () =>
    fill(
      list,
      files.map((file) =>
        h(
          'li',
          null,
          file.name,
          h(
            'button',
            {
              type: 'button',
              class: 'plain small',
              'aria-label': slot.words('removeChoice', file.name),
              on: { click: () => keep(files.filter(({ id }) => id !== file.id)) },
            },
            '×',
          ),
        ),
      ),
    );
  const control = h('input', {
    ...slot.attributes,
    type: 'file',
    multiple: most > 1,
    accept: slot.element.filetypes?.map((type) => `.${type}`).join(','),
    on: {
      change: async () => {
        const fresh = await Promise.all([...control.files].map(slot.upload));
        control.value = '';
        keep([...files, ...fresh].slice(0, most));
      },
    },
  });
  show();
  return h('div', { class: 'file-input' }, control, list);
}
