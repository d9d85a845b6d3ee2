<?php
// What a WordPress's owner may set up with a plugin: a Crawl-delay, a REST that is closed, a wall
// before every page, a page that breaks, no mail.
add_filter('pre_wp_mail', '__return_true');
add_filter('robots_txt', function ($text) {
    $delay = get_option('lab_crawl_delay');
    return $delay ? $text . "Crawl-delay: $delay\n" : $text;
});
add_filter('rest_authentication_errors', function ($error) {
    return get_option('lab_rest_closed')
        ? new WP_Error('rest_login_required', 'REST is for members.', array('status' => 401))
        : $error;
});
add_action('template_redirect', function () {
    $asked = $_SERVER['REQUEST_URI'];
    $wall = get_option('lab_wall');      // where every address leads, with {asked} for itself
    if ($wall && !is_robots() && $asked !== $wall) {
        wp_redirect(home_url(str_replace('{asked}', rawurlencode($asked), $wall)), 302);
        exit;
    }
    $breaks = get_option('lab_breaks');  // a regular expression of addresses
    if ($breaks && preg_match($breaks, $asked)) {
        wp_die('There has been a critical error on this website.', '', array('response' => 500));
    }
}, 1);
