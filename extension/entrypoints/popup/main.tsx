import { signal } from '@preact/signals';
import { render } from 'preact';

const s = signal('x');
render(<h1>x{s}</h1>, document.body);
