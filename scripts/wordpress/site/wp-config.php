<?php
// The configuration of a WordPress that lives for one test. The environment names the folder and
// the address, for PHP-FPM (clear_env = no) as for PHP on the command line.
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . getenv('LAB_FOLDER') . '/db.sock');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', getenv('LAB_ROOT'));
define('WP_SITEURL', getenv('LAB_ROOT'));
define('WP_HTTP_BLOCK_EXTERNAL', true);   // nothing leaves the machine
define('DISABLE_WP_CRON', true);          // and nothing changes unless the test changes it
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_POST_REVISIONS', false);
define('FS_METHOD', 'direct');
foreach (array('AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE') as $name) {
    define($name . '_KEY', 'invented');
    define($name . '_SALT', 'invented');
}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
