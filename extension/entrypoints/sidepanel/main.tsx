import { render } from 'preact';
import { signal } from '@preact/signals';
const s = signal('x');
render(<h1>x{s}</h1>, document.body);
