import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMrkdwn, listMentions, plain, truncate, unwrap } from '../../src/lib/slack-text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'<>&|@#!*_~`: \n\u202E\u200Bab1;lt', '😀', '王') }),
);

describe('text that comes from Slack', () => {
  it.each([
    ['<tel:13812345678|138 1234 5678>', '138 1234 5678'],
    ['<tel:+8613812345678>', '+8613812345678'],
    ['<mailto:li@example.com|li@example.com>', 'li@example.com'],
    ['see <https://example.com/a?b=1&amp;c=2>', 'see https://example.com/a?b=1&c=2'],
    ['see <https://example.com|our plan>', 'see our plan'],
    ['<@U123ABC> <@W1|li.na>', '@U123ABC @li.na'],
    ['<#C1|team-a>', '#team-a'],
    ['<!channel> <!subteam^S1|@sales>', '!channel @sales'],
    ['2 &lt; 3 &amp;&amp; 4 &gt; 3', '2 < 3 && 4 > 3'],
    ['&amp;lt;', '&lt;'],
  ])('Li Na sends %s and means %s', (sent, meant) => {
    expect(unwrap(sent)).toBe(meant);
  });

  it('Li Na mentions colleagues and they are listed', () => {
    expect(listMentions('hand to <@U1AB> or <@W2CD|wei>')).toEqual(['U1AB', 'W2CD']);
  });
});

describe('text that goes to Slack', () => {
  it('a customer called <!channel> calls nobody', () => {
    expect(escapeMrkdwn('<!channel> & <@U1>')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('a customer who writes *bold* and `code` keeps the layout', () => {
    expect(escapeMrkdwn('*a* _b_ ~c~ `d`').replaceAll('\u2060', '')).toBe('*a* _b_ ~c~ `d`');
    expect(escapeMrkdwn('*a*')).not.toMatch(/(?<!\u2060)\*/);
    expect(escapeMrkdwn('> said').startsWith('\u2060&gt;')).toBe(true);
  });

  it('hidden marks of a customer are taken out', () => {
    expect(escapeMrkdwn('a\u202Eb\u200Bc\u0000d')).toBe('abcd');
  });

  it('whatever a customer writes, no < > or loose & of theirs is left', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeMrkdwn(text);
        expect(escaped).not.toMatch(/[<>]/);
        expect(escaped.replace(/&(?:lt|gt|amp);/g, '')).not.toContain('&');
        expect(escaped).not.toMatch(/(?<!\u2060)[*_~`]/);
        expect(escaped).not.toMatch(/^\s*&gt;/m);
      }),
    );
  });

  it('whatever a customer writes, a cut text is short enough and whole', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 40 }), (text, max) => {
        const cut = truncate(escapeMrkdwn(text), max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
        expect(cut.replace(/&(?:lt|gt|amp);/g, '')).not.toContain('&');
        expect(plain(text, max).length).toBeLessThanOrEqual(max);
        expect(plain(text, max)).not.toMatch(/[\n\u202E\u200B]/);
      }),
    );
  });

  it('what is unwrapped and escaped reads as it was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab <>&c王') }), (text) => {
        const escaped = escapeMrkdwn(text).replaceAll('\u2060', '');
        expect(unwrap(escaped)).toBe(text);
      }),
    );
  });
});
