import { defineContentScript } from 'wxt/utils/define-content-script';
export default defineContentScript({
  matches: ['https://console.tencentcloud.com/ses*'],
  main() {},
});
