<?php
// What a WordPress's owner may set up with a plugin: a Crawl-delay, a REST that is closed, no mail.
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
