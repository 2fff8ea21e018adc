// Larder drives the Chrome or Chromium of the machine, so puppeteer must not download one of its own.
module.exports = { skipDownload: true };
